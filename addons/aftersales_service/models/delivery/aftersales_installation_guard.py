from odoo import api, models
from odoo.exceptions import UserError

# What the customer's answer rests on.
ANSWERED_FIELDS = frozenset(
    {
        *("order_id", "equipment_ids", "procedure_id", "signature", "signed_by"),
        *("acceptance_note", "accepted_at", "has_no_property"),
    }
)


class AftersalesInstallation(models.Model):
    """What of an installation stays as it is, and from when on."""

    _inherit = "aftersales.installation"

    def write(self, vals):
        if ANSWERED_FIELDS & vals.keys():
            self._check_unanswered()
        changed = self.filtered(
            lambda item: (
                "procedure_id" in vals
                and item.procedure_id.id != vals["procedure_id"]
                and item.step_ids
            )
        )
        if changed:
            changed._check_not_started()
        result = super().write(vals)
        if changed:
            changed.sudo().step_ids.unlink()
            changed._take_procedure()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        self._check_unanswered()

    def _refuse_these(self, message: str) -> None:
        if self:
            raise UserError(
                self.env._(
                    "%(names)s: %(problem)s",
                    names=", ".join(self.mapped("name")),
                    problem=message,
                )
            )

    def _check_unanswered(self) -> None:
        if self._is_in_step():
            return
        self.filtered(lambda item: item.state == "accepted")._refuse_these(
            self.env._("accepted by the customer; what he signed stays as it is.")
        )

    def _check_not_started(self) -> None:
        self.filtered(lambda item: item.state != "draft")._refuse_these(
            self.env._("the work has begun; its procedure does not change any more.")
        )

    def _check_working(self) -> None:
        """Steps, readings and records are written while the work goes on."""
        self.filtered(
            lambda item: item.state not in ("draft", "in_progress")
        )._refuse_these(
            self.env._(
                "the work has been presented to the customer. Choose “Back to Work” to "
                "change its records."
            )
        )
