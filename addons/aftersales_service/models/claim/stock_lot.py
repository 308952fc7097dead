from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    is_refurbished = fields.Boolean(
        string="Returned or Repaired",
        help="Came back from a customer, or was repaired: not handed out as new in an "
        "exchange.",
    )
