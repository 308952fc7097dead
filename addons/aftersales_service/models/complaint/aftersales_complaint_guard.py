from odoo import api, models
from odoo.exceptions import UserError

from ...tools import complaint_flow
from ..flow_mixin import STEP

# Facts that those who assess rely on.
FACTS = {
    "company_id",
    "channel",
    "description",
    "received_at",
    "partner_id",
    "is_anonymous",
    "order_id",
    "equipment_id",
    "outlet_id",
    "category_id",
    "respondent_employee_ids",
}


class AftersalesComplaint(models.Model):
    """What nobody writes by hand, whatever his role and whatever the way: whose it is,
    its level, its moments, its end. Steps write it."""

    _inherit = "aftersales.complaint"

    @api.model
    def _get_step_fields(self) -> set[str]:
        """Fields that steps write."""
        return {
            "level",
            "user_id",
            "source_key",
            "reported_at",
            "acknowledged_by_id",
            "assessed_by_id",
            *complaint_flow.MOMENTS.values(),
        }

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_in_step():
            self._check_step_fields(set().union(*vals_list))
            # Nor does a default of the client's context name them.
            held = {f"default_{name}" for name in self._get_step_fields()}
            context = {k: v for k, v in self.env.context.items() if k not in held}
            self = self.with_env(self.env(context=context))
        complaints = super().create(vals_list)
        complaints.with_context(_aftersales_step=STEP)._take_in()
        return complaints

    def write(self, vals):
        if not self._is_in_step():
            self._check_step_fields(vals.keys())
            self._check_frozen(vals.keys())
        result = super().write(vals)
        if not self._is_in_step() and self._get_level_facts() & vals.keys():
            self._follow_level()
        return result

    def _check_step_fields(self, names) -> None:
        held = self._get_step_fields() & set(names)
        if held:
            raise UserError(
                self.env._(
                    "%(fields)s of a complaint: written by its steps only. Use the "
                    "buttons (or their methods).",
                    fields=self._name_fields(held),
                )
            )

    def _check_frozen(self, names) -> None:
        """What was assessed stays as it was; what is over stays as it is."""
        frozen = self._get_frozen_fields() & set(names)
        if not frozen or self.env.su:
            return
        beyond = self.filtered(lambda c: c.state not in complaint_flow.NEW_STATES)
        self._refuse(
            [
                self.env._(
                    "%(complaint)s: assessed already, so %(fields)s cannot be changed. "
                    "Write what is new in the history.",
                    complaint=complaint.name,
                    fields=self._name_fields(frozen),
                )
                for complaint in beyond
            ]
        )

    @api.model
    def _get_frozen_fields(self) -> set[str]:
        return FACTS

    @api.model
    def _name_fields(self, names) -> str:
        labels = self.fields_get(sorted(names), ["string"])
        return ", ".join(f"“{label['string']}”" for label in labels.values())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A complaint is never deleted: its file is kept (R245). One that was "
                "registered by mistake is cancelled with its reason."
            )
        )

    def action_archive(self):
        """The host's archiving would hide a complaint."""
        raise UserError(self.env._("A complaint is closed, not archived."))
