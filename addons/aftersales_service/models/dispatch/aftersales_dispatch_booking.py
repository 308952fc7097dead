from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import booking, dispatch_flow


class AftersalesDispatch(models.Model):
    """Double booking and leave: refused or warned, as the company sets it."""

    _inherit = "aftersales.dispatch"

    conflict_note = fields.Text(string="Conflicts", compute="_compute_conflict_note")

    @api.depends("scheduled_start", "scheduled_end", "technician_ids", "state")
    def _compute_conflict_note(self):
        conflicts = self._find_conflicts()
        for dispatch in self:
            dispatch.conflict_note = "\n".join(conflicts.get(dispatch, ())) or False

    @api.constrains("scheduled_start", "scheduled_end", "technician_ids")
    def _check_booking(self):
        blocking = self.filtered(
            lambda d: d.company_id.aftersales_booking_check == "block"
        )
        problems = [
            problem
            for found in blocking._find_conflicts().values()
            for problem in found
        ]
        if problems:
            raise ValidationError("\n".join(problems))

    def _get_slots(self) -> list[booking.Slot]:
        return [
            booking.Slot(
                technician._origin.id or technician.id,
                dispatch.scheduled_start,
                dispatch.scheduled_end,
                dispatch._origin.id or dispatch.id,
            )
            for dispatch in self
            if dispatch.state in dispatch_flow.BUSY_STATES
            and dispatch.scheduled_start
            and dispatch.scheduled_end
            for technician in dispatch.technician_ids
        ]

    def _find_conflicts(self) -> dict:
        """Problems in words by dispatch: other visits and leave of its technicians.

        Two queries, however many dispatches are checked.
        """
        checked = self.filtered(
            lambda d: d.company_id.aftersales_booking_check != "none"
        )
        wanted = checked._get_slots()
        if not wanted:
            return {}
        start = min(slot.start for slot in wanted)
        end = max(slot.end for slot in wanted)
        people = {slot.person for slot in wanted}
        found: dict = {}
        by_key = {d._origin.id or d.id: d for d in checked}
        taken = self._get_taken_slots(people, start, end)
        for slot, other in booking.collisions(wanted, taken):
            dispatch = by_key[slot.key]
            found.setdefault(dispatch, []).append(
                self._describe_conflict(dispatch.name, slot, other)
            )
        return found

    @api.model
    def _get_busy_domain(self, people, start, end) -> list:
        """Visits that take time of these employees between two moments."""
        return [
            ("technician_ids", "in", list(people)),
            ("state", "in", dispatch_flow.BUSY_STATES),
            ("scheduled_start", "<", end),
            ("scheduled_end", ">", start),
        ]

    @api.model
    def _get_taken_slots(self, people, start, end) -> list[booking.Slot]:
        """Visits and leave of employees (ids) between two moments, in two queries."""
        # A colleague's visit blocks the time even where one may not read his order.
        others = self.sudo().search(self._get_busy_domain(people, start, end))
        return others._get_slots() + self._get_leave_slots(people, start, end)

    def _get_leave_slots(self, people, start, end) -> list[booking.Slot]:
        """Time off of technicians, personal or of the whole calendar."""
        employees = self.env["hr.employee"].sudo().browse(people)
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()  # that somebody is away is no secret, why is
            .search(
                [
                    ("date_from", "<", end),
                    ("date_to", ">", start),
                    "|",
                    ("resource_id", "in", employees.resource_id.ids),
                    "&",
                    ("resource_id", "=", False),
                    ("calendar_id", "in", [*employees.resource_calendar_id.ids, False]),
                    ("company_id", "in", [*employees.company_id.ids, False]),
                ]
            )
        )
        return [
            booking.Slot(
                employee.id, leave.date_from, leave.date_to, f"leave{leave.id}"
            )
            for leave in leaves
            for employee in employees
            if leave.resource_id == employee.resource_id
            or (
                not leave.resource_id
                and leave.calendar_id in (employee.resource_calendar_id, False)
            )
            or (not leave.resource_id and not leave.calendar_id)
        ]

    @api.model
    def _describe_conflict(
        self, label: str, slot: booking.Slot, other: booking.Slot
    ) -> str:
        """A collision in words; ``label`` names what is planned.

        The other slot is a visit (its id), leave (``leave…``), or what is planned at
        the same time: ``("planned", label)``.
        """
        values = {
            "dispatch": label,
            "technician": self.env["hr.employee"].sudo().browse(slot.person).name,
            "start": self._local(other.start),
            "end": self._local(other.end),
        }
        if isinstance(other.key, str):
            return self.env._(
                "%(dispatch)s: %(technician)s is on leave from %(start)s to %(end)s. "
                "Choose another time or technician.",
                **values,
            )
        return self.env._(
            "%(dispatch)s: %(technician)s has another visit (%(other)s) from %(start)s "
            "to %(end)s. Choose another time or technician.",
            other=(
                other.key[1]
                if isinstance(other.key, tuple)
                else self.sudo().browse(other.key).name
            ),
            **values,
        )

    def _local(self, moment) -> str:
        return fields.Datetime.context_timestamp(self, moment).strftime(
            "%Y-%m-%d %H:%M"
        )
