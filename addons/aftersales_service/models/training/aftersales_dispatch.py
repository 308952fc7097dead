from odoo import api, models

from ...tools import booking

# Begins the key of a slot that a training takes, as "leave" begins that of a leave.
KEY = "training"


class AftersalesDispatch(models.Model):
    """Who sits in a training, or gives it, is not sent to a customer meanwhile."""

    _inherit = "aftersales.dispatch"

    def _get_leave_slots(self, people, start, end) -> list[booking.Slot]:
        """Sessions that are planned take their people's time as leave does."""
        slots = super()._get_leave_slots(people, start, end)
        sessions = (
            self.env["aftersales.training.session"]
            .sudo()  # that somebody is away is no secret
            .search(
                [
                    ("state", "=", "planned"),
                    ("date_start", "<", end),
                    ("date_end", ">", start),
                    "|",
                    ("trainer_id", "in", list(people)),
                    ("attendance_ids.employee_id", "in", list(people)),
                ]
            )
        )
        wanted = set(people)
        return slots + [
            booking.Slot(
                employee.id, session.date_start, session.date_end, f"{KEY}{session.id}"
            )
            for session in sessions
            for employee in session.trainer_id | session.attendance_ids.employee_id
            if employee.id in wanted
        ]

    @api.model
    def _describe_conflict(
        self, label: str, slot: booking.Slot, other: booking.Slot
    ) -> str:
        if not (isinstance(other.key, str) and other.key.startswith(KEY)):
            return super()._describe_conflict(label, slot, other)
        return self.env._(
            "%(dispatch)s: %(technician)s is in a training from %(start)s to %(end)s. "
            "Choose another time or technician.",
            dispatch=label,
            technician=self.env["hr.employee"].sudo().browse(slot.person).name,
            start=self._local(other.start),
            end=self._local(other.end),
        )
