from odoo import fields, models


class AftersalesOrder(models.Model):
    """Claims that grow out of an order."""

    _inherit = "aftersales.order"

    claim_ids = fields.One2many("aftersales.claim", "order_id", "Claims")
    claim_count = fields.Integer(compute="_compute_claim_count")

    def _compute_claim_count(self):
        self._count_into("claim_count", "aftersales.claim", "order_id")

    def action_view_claims(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        return action
