from odoo import models

GIVERS = ("storekeeper", "outlet_manager", "dispatcher")
RECEIVERS = ("finance",)
STEP_ROLES = {
    "collect": GIVERS,
    "hand_in": GIVERS,
    "receive": RECEIVERS,
    "send_back": RECEIVERS,
    "seal": RECEIVERS,
}


class AftersalesArchiveBatch(models.Model):
    """Delivery notes go from the storekeeper to finance, not to the office."""

    _inherit = "aftersales.archive.batch"

    def _get_step_roles(self, step: str) -> tuple[str, ...]:
        if self._are_delivery_notes() and step in STEP_ROLES:
            return STEP_ROLES[step]
        return super()._get_step_roles(step)

    def _are_delivery_notes(self) -> bool:
        return set(self.mapped("source")) == {"delivery_note"}

    def _may_sign_as(self, role, user) -> bool:
        if (
            self._are_delivery_notes()
            and role.code == "receiver"
            and not self.rule_id.receiver_ids
        ):
            return user.has_group("aftersales_service.group_finance")
        return super()._may_sign_as(role, user)

    def _get_receivers(self):
        if self._are_delivery_notes() and not self.rule_id.receiver_ids:
            finance = self.env.ref("aftersales_service.group_finance").sudo().user_ids
            return finance.filtered(
                lambda user: user.active and self.company_id in user.company_ids
            ).sorted("id")
        return super()._get_receivers()
