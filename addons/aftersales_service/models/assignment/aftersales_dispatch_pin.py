from odoo import api, fields, models
from odoo.exceptions import UserError

# What a pin holds fast.
PINNED_FIELDS = ("scheduled_start", "scheduled_end", "technician_ids")


class AftersalesDispatch(models.Model):
    """A pinned visit was promised: its time and people stay until it is unpinned."""

    _inherit = "aftersales.dispatch"

    is_pinned = fields.Boolean(
        string="Pinned",
        copy=False,
        tracking=True,
        help="Time and technicians were promised to the customer: neither planning, "
        "route ordering nor the board moves this visit.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("is_pinned") for vals in vals_list):
            self._check_step_role("pin")
        return super().create(vals_list)

    def write(self, vals):
        if "is_pinned" in vals:
            self._check_step_role("pin")
        if not any(name in vals for name in PINNED_FIELDS):
            return super().write(vals)
        # Who unpins in the same breath may move.
        pinned = self.filtered("is_pinned") if vals.get("is_pinned", True) else []
        before = {dispatch: dispatch._get_pinned_values() for dispatch in pinned}
        result = super().write(vals)
        moved = [
            dispatch.display_name
            for dispatch, values in before.items()
            if dispatch._get_pinned_values() != values
        ]
        if moved:
            raise UserError(
                self.env._(
                    "%(dispatches)s: pinned visits are not moved. Unpin them first.",
                    dispatches=", ".join(moved),
                )
            )
        return result

    def _get_pinned_values(self) -> tuple:
        self.ensure_one()
        return (
            self.scheduled_start,
            self.scheduled_end,
            frozenset(self.technician_ids.ids),
        )

    def action_pin(self):
        """Hold time and people fast; both must be there."""
        self._check_step_role("pin")
        unplanned = self.filtered(
            lambda d: not (d.scheduled_start and d.scheduled_end and d.technician_ids)
        )
        if unplanned:
            raise UserError(
                self.env._(
                    "%(dispatches)s: fill in Planned and Technicians before “Pin”.",
                    dispatches=", ".join(unplanned.mapped("display_name")),
                )
            )
        self.is_pinned = True

    def action_unpin(self):
        self.is_pinned = False
