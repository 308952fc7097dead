from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AftersalesAssign(models.TransientModel):
    """Plan the visits of many orders: a dry run to look over, then all at once."""

    _name = "aftersales.assign"
    _description = "Plan Visits"

    order_ids = fields.Many2many("aftersales.order", required=True)
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._default_date_from()
    )
    is_sending = fields.Boolean(
        string="Send at Once", help="The technicians get their visits immediately."
    )
    line_ids = fields.One2many("aftersales.assign.line", "assign_id")
    placed_count = fields.Integer(compute="_compute_counts")
    open_count = fields.Integer(compute="_compute_counts")
    dispatch_count = fields.Integer(compute="_compute_counts")

    _days_order = models.Constraint(
        "CHECK(date_to >= date_from)", "“To” must not come before “From”."
    )

    def _default_date_from(self):
        """The company's next working day after today."""
        tomorrow = fields.Date.context_today(self) + timedelta(days=1)
        calendar = self.env.company.resource_calendar_id
        zone = pytz.timezone(calendar.tz or "UTC")
        morning = zone.localize(datetime.combine(tomorrow, time.min))
        end = calendar.plan_days(1, morning, compute_leaves=True)
        return end.date() if end else tomorrow

    @api.depends("line_ids.is_selected", "line_ids.dispatch_id")
    def _compute_counts(self):
        for wizard in self:
            lines = wizard.line_ids
            wizard.dispatch_count = len(lines.dispatch_id)
            wizard.placed_count = len(lines.filtered("is_selected"))
            wizard.open_count = len(lines) - wizard.dispatch_count - wizard.placed_count

    # -- dry run -----------------------------------------------------------------

    def action_plan(self):
        """Propose technician and time for each order; nothing is planned yet."""
        self.ensure_one()
        self.env["aftersales.dispatch"]._check_step_role("assign")
        orders = self.order_ids - self.line_ids.dispatch_id.order_id
        problems = {order: order._get_planning_problem() for order in orders}
        plannable = orders.filtered(lambda order: not problems[order])
        start, until = self._get_period()
        planned = plannable._plan_visits(start, until)
        self.line_ids.filtered(lambda line: not line.dispatch_id).unlink()
        self.env["aftersales.assign.line"].create(
            [
                {
                    "assign_id": self.id,
                    "order_id": order.id,
                    **(
                        {"problem": problems[order]}
                        if problems[order]
                        else self._prepare_line_vals(order, planned[order])
                    ),
                }
                for order in orders._get_planning_order()
            ]
        )
        return self._reopen()

    def _get_period(self) -> tuple[datetime, datetime]:
        """The chosen days of the user in UTC, naive; what is past is left out."""
        zone = pytz.timezone(self.env.user.tz or "UTC")
        start, end = (
            zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc)
            for day in (self.date_from, self.date_to + timedelta(days=1))
        )
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        return max(start, fields.Datetime.now()), end

    def _prepare_line_vals(self, order, candidates) -> dict:
        if not candidates:
            return {
                "problem": self.env._(
                    "There are no technicians. Name them on the outlets under People."
                )
            }
        best = candidates[0]
        if not best.can_go:
            return {"problem": self._describe_why_nobody(order, candidates)}
        return {
            "is_selected": True,
            "technician_id": best.person,
            "scheduled_start": best.slot.start,
            "scheduled_end": best.slot.end,
            "has_distance": best.km is not None,
            "distance_km": best.km or 0.0,
            "score": best.score,
            "reason": order._describe_candidate(best),
        }

    def _describe_why_nobody(self, order, candidates) -> str:
        """What stands against each technician; those with the same reason together."""
        names: dict[str, list[str]] = {}
        people = self.env["hr.employee"].sudo()
        for candidate in candidates:
            words = order._describe_candidate(candidate)
            names.setdefault(words, []).append(people.browse(candidate.person).name)
        return "\n".join(
            self.env._(
                "%(technicians)s: %(reason)s",
                technicians=", ".join(who),
                reason=reason,
            )
            for reason, who in names.items()
        )

    # -- commit ------------------------------------------------------------------

    def action_commit(self):
        """Plan the ticked rows; a row that collides by now is reported and kept."""
        self.ensure_one()
        self.env["aftersales.dispatch"]._check_step_role("assign")
        lines = self.line_ids.filtered("is_selected")
        if not lines:
            raise UserError(self.env._("Tick the rows whose visits are to be planned."))
        self._lock(lines)
        problems = lines._find_problems()
        good = lines.filtered(lambda line: line not in problems)
        dispatches = self.env["aftersales.dispatch"].create(
            [line._prepare_dispatch_vals() for line in good]
        )
        for line, dispatch in zip(good, dispatches, strict=True):
            line.write({"dispatch_id": dispatch.id, "is_selected": False})
        for line, words in problems.items():
            line.write({"problem": "\n".join(words), "is_selected": False})
        if self.is_sending and dispatches:
            dispatches.action_send()
        return self._reopen()

    def _lock(self, lines) -> None:
        """Nobody else plans these orders and technicians at the same moment.

        Whoever comes second is served after the first has finished, by the host's
        repetition of the request: it then sees the visits of the first and reports the
        rows that collide. Writing the rows, not only locking them, is what makes the
        database tell the second one.
        """
        self.env.flush_all()
        for table, ids in (
            ("aftersales_order", lines.order_id.ids),
            ("hr_employee", lines.technician_id.ids),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET write_date = write_date WHERE id IN "
                    "(SELECT id FROM %(table)s WHERE id IN %(ids)s ORDER BY id "
                    "FOR NO KEY UPDATE)",
                    table=SQL.identifier(table),
                    ids=tuple(ids) or (0,),
                )
            )
        self.env.invalidate_all()

    def action_view_dispatches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_dispatch_action"
        )
        action["domain"] = [("id", "in", self.line_ids.dispatch_id.ids)]
        action.update(view_mode="list,form", views=[(False, "list"), (False, "form")])
        action["context"] = {}
        return action

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan Visits"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
