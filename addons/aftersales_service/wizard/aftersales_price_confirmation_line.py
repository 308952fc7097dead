from odoo import fields, models


class AftersalesPriceConfirmationLine(models.TransientModel):
    _name = "aftersales.price.confirmation.line"
    _description = "Price Confirmation Line"

    confirmation_id = fields.Many2one(
        "aftersales.price.confirmation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="confirmation_id.currency_id")
    name = fields.Char(string="Description", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    price_unit = fields.Float(
        string="Unit Price", digits="Product Price", readonly=True
    )
    amount = fields.Monetary(readonly=True)
    is_free = fields.Boolean(string="Free", readonly=True)
    reason = fields.Char(readonly=True)
