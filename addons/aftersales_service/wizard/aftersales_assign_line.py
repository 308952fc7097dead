from odoo import api, fields, models

from ..tools import booking


class AftersalesAssignLine(models.TransientModel):
    """One order of a dry run: who would go when, or why nobody can."""

    _name = "aftersales.assign.line"
    _description = "Proposed Visit"
    _order = "id"
    _rec_name = "order_id"

    assign_id = fields.Many2one(
        "aftersales.assign", required=True, index=True, ondelete="cascade"
    )
    is_selected = fields.Boolean(string="Plan")
    order_id = fields.Many2one("aftersales.order", required=True, ondelete="cascade")
    priority = fields.Selection(related="order_id.priority")
    partner_id = fields.Many2one(related="order_id.partner_id")
    site_city = fields.Char(related="order_id.site_city", readonly=True)
    technician_id = fields.Many2one("hr.employee", ondelete="cascade")
    scheduled_start = fields.Datetime(string="From")
    scheduled_end = fields.Datetime(string="Until")
    has_distance = fields.Boolean()
    distance_km = fields.Float(string="Distance (km)", digits=(16, 1))
    score = fields.Float(digits=(16, 1))
    reason = fields.Text(string="Reasons")
    problem = fields.Text(string="Not Planned Because")
    conflict_note = fields.Text(string="Conflicts", compute="_compute_conflict_note")
    note = fields.Text(string="Remarks", compute="_compute_note")
    dispatch_id = fields.Many2one("aftersales.dispatch", string="Visit", readonly=True)

    @api.depends("is_selected", "technician_id", "scheduled_start", "scheduled_end")
    def _compute_conflict_note(self):
        # All rows, in their order: of two that want the same time the first gets it.
        problems = self.assign_id.line_ids.filtered("is_selected")._find_problems()
        for line in self:
            line.conflict_note = "\n".join(problems.get(line, ())) or False

    @api.depends("dispatch_id", "is_selected", "conflict_note", "problem", "reason")
    def _compute_note(self):
        """What matters about a row: the visit made of it, what hinders, or why so."""
        for line in self:
            if line.dispatch_id:
                line.note = self.env._(
                    "Planned: %(visit)s", visit=line.dispatch_id.name
                )
            elif line.is_selected:
                line.note = line.conflict_note or " · ".join(
                    (line.reason or "").splitlines()
                )
            else:
                line.note = line.problem

    @api.onchange("technician_id")
    def _onchange_technician_id(self):
        """Score and reasons were those of the one proposed."""
        self.score = self.distance_km = self.has_distance = False
        self.reason = False
        self.is_selected = bool(self.technician_id and self.scheduled_start)

    @api.onchange("scheduled_start")
    def _onchange_scheduled_start(self):
        """The visit keeps its length when it is moved."""
        rules = self.env["aftersales.assignment.rule"]
        rule = rules._get_rules(self.order_id).get(self.order_id) or rules.new()
        self.scheduled_end = self.scheduled_start and (
            self.scheduled_start + rule._get_visit_time(self.order_id)
        )

    def _find_problems(self) -> dict:
        """What stands against each of these visits by now, in words, by line.

        Of two rows that want the same time of a technician, the first gets it.
        """
        problems: dict = {}
        for line in self:
            if words := line._get_own_problem():
                problems.setdefault(line, []).append(words)
        visits = {
            line: self.env["aftersales.dispatch"].new(line._prepare_dispatch_vals())
            for line in self
            if line not in problems
        }
        self._find_collisions(problems, visits)
        planned = self.env["aftersales.dispatch"].union(*visits.values())
        uncertified = planned._find_certificate_problems()
        for line, visit in visits.items():
            if visit in uncertified:
                problems.setdefault(line, []).extend(uncertified[visit])
        return problems

    def _get_own_problem(self) -> str | None:
        self.ensure_one()
        if not (self.technician_id and self.scheduled_start and self.scheduled_end):
            return self.env._(
                "%(order)s: choose Technician, From and Until.",
                order=self.order_id.name,
            )
        if self.scheduled_end < self.scheduled_start:
            return self.env._(
                "%(order)s: “Until” must not come before “From”.",
                order=self.order_id.name,
            )
        return self.order_id._get_planning_problem()

    def _find_collisions(self, problems: dict, visits: dict) -> None:
        """Other visits, leave, and rows that stand before this one."""
        if not visits:
            return
        Dispatch = self.env["aftersales.dispatch"]
        slots = {
            line: booking.Slot(
                line.technician_id._origin.id or line.technician_id.id,
                line.scheduled_start,
                line.scheduled_end,
                ("planned", line.order_id.name),
            )
            for line in visits
        }
        taken = Dispatch._get_taken_slots(
            {slot.person for slot in slots.values()},
            min(slot.start for slot in slots.values()),
            max(slot.end for slot in slots.values()),
        )
        for line, slot in slots.items():
            found = booking.collisions([slot], taken)
            if found:
                problems.setdefault(line, []).extend(
                    Dispatch._describe_conflict(line.order_id.name, slot, other)
                    for _slot, other in found
                )
            else:
                taken.append(slot)

    def _prepare_dispatch_vals(self) -> dict:
        self.ensure_one()
        return {
            **self.order_id._prepare_dispatch_vals(),
            "technician_ids": [fields.Command.set(self.technician_id.ids)],
            "scheduled_start": self.scheduled_start,
            "scheduled_end": self.scheduled_end,
        }
