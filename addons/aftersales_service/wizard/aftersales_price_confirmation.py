from odoo import fields, models


class AftersalesPriceConfirmation(models.TransientModel):
    """Shows the customer what he is to pay and what is free, and takes his word."""

    _name = "aftersales.price.confirmation"
    _description = "Price Confirmation"

    order_id = fields.Many2one("aftersales.order", required=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    line_ids = fields.One2many(
        "aftersales.price.confirmation.line", "confirmation_id", readonly=True
    )
    amount = fields.Monetary(string="To Confirm", readonly=True, help="Before tax.")
    amount_total = fields.Monetary(string="With Tax", readonly=True)
    confirmed_before = fields.Monetary(
        related="order_id.price_confirmed_amount", string="Confirmed Before"
    )
    name = fields.Char(
        string="Confirmed By",
        required=True,
        help="Name of the person who confirms for the customer.",
    )

    def action_confirm(self):
        self.ensure_one()
        self.order_id._confirm_price(self.name)
        return {"type": "ir.actions.act_window_close"}
