from odoo import api, models


class AftersalesEquipment(models.Model):
    """What becomes of the policies of a unit that gets another owner."""

    _inherit = "aftersales.equipment"

    @api.model
    def _prepare_resale_vals(self) -> dict:
        """A unit that is sold again is frozen anew, with the policies of that day."""
        return {
            **super()._prepare_resale_vals(),
            "policy_id": False,
            "policy_ids": False,
            "policies_frozen_on": False,
            "extension_date": False,
            "exchange_date": False,
            "proof": "shown",
        }

    def _get_held_policies(self):
        """Layers of the owner of today: what binds another one stayed behind.

        The law goes with the goods, whoever has them.
        """
        self.ensure_one()
        if not self.warranty_lost_on:
            return self.policy_ids
        return self.policy_ids.filtered(
            lambda policy: policy.kind == "law" or policy.is_transferable
        )
