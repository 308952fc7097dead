from odoo import fields, models


class AftersalesDispatch(models.Model):
    """What the technician settles with the customer on the spot, for the order."""

    _inherit = "aftersales.dispatch"

    currency_id = fields.Many2one(related="order_id.currency_id")
    amount_due = fields.Monetary(related="order_id.amount_due")
    needs_price_confirmation = fields.Boolean(
        related="order_id.needs_price_confirmation"
    )

    def action_confirm_price(self):
        return self.order_id.action_confirm_price()

    def action_register_payment(self):
        return self.order_id.action_register_payment()
