from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesTechnicianFinder(models.TransientModel):
    """Ranked table of the technicians for one order: choose one, and he is planned."""

    _name = "aftersales.technician.finder"
    _description = "Find a Technician"

    order_id = fields.Many2one("aftersales.order", required=True)
    outlet_id = fields.Many2one(related="order_id.outlet_id")
    site_city = fields.Char(related="order_id.site_city", readonly=True)
    scheduled_start = fields.Datetime(
        string="Wanted From",
        required=True,
        default=lambda self: self._default_scheduled_start(),
    )
    visit_hours = fields.Float(
        string="Planned Hours",
        compute="_compute_visit_hours",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    line_ids = fields.One2many("aftersales.technician.finder.line", "finder_id")

    def _default_scheduled_start(self):
        """The next full hour."""
        now = fields.Datetime.now() + timedelta(hours=1)
        return now.replace(minute=0, second=0, microsecond=0)

    @api.depends("order_id")
    def _compute_visit_hours(self):
        for finder in self:
            rules = self.env["aftersales.assignment.rule"]
            rule = rules._get_rules(finder.order_id).get(finder.order_id) or rules.new()
            time = rule._get_visit_time(finder.order_id)
            finder.visit_hours = time / timedelta(hours=1)

    def action_rank(self):
        """Rank the technicians for the wanted time."""
        self.ensure_one()
        if self.visit_hours <= 0:
            raise UserError(self.env._("Planned Hours must be above zero."))
        self.order_id.check_access("write")
        end = self.scheduled_start + timedelta(hours=self.visit_hours)
        ranked = self.order_id._rank_technicians(self.scheduled_start, end)
        self.line_ids.unlink()
        self.env["aftersales.technician.finder.line"].create(
            [
                self._prepare_line_vals(place, candidate)
                for place, candidate in enumerate(ranked[self.order_id], 1)
            ]
        )
        return self._reopen()

    def _prepare_line_vals(self, place: int, candidate) -> dict:
        slot = candidate.slot
        return {
            "finder_id": self.id,
            "sequence": place,
            "technician_id": candidate.person,
            "score": candidate.score,
            "has_distance": candidate.km is not None,
            "distance_km": candidate.km or 0.0,
            "scheduled_start": slot and slot.start,
            "scheduled_end": slot and slot.end,
            "availability": self._get_availability(candidate),
            "reason": self.order_id._describe_candidate(candidate),
        }

    def _get_availability(self, candidate) -> str:
        if candidate.blocks:
            return "excluded"
        return "free" if candidate.slot.start == self.scheduled_start else "later"

    def _choose(self, line) -> dict:
        """Plan the visit, or name the technician where none can be planned yet."""
        order = self.order_id
        self.env["aftersales.dispatch"]._check_step_role("assign")
        if not order._can("dispatch") or not order._has_visit():
            order.technician_id = line.technician_id
            return {"type": "ir.actions.act_window_close"}
        vals = {
            "technician_ids": [fields.Command.set(line.technician_id.ids)],
            "scheduled_start": line.scheduled_start,
            "scheduled_end": line.scheduled_end,
        }
        planned = order.dispatch_ids.filtered(
            lambda d: d.state == "planned" and not d.is_pinned
        )[:1]
        if planned:
            planned.write(vals)
        elif problem := order._get_planning_problem():
            raise UserError(problem)
        else:
            self.env["aftersales.dispatch"].create(
                {**order._prepare_dispatch_vals(), **vals}
            )
        order.technician_id = line.technician_id
        return {"type": "ir.actions.act_window_close"}

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Find a Technician"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
