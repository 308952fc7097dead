from odoo import fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    aftersales_makes_delivery = fields.Boolean(
        string="Follow as Deliveries",
        help="Each confirmed transfer to a customer makes an after-sales delivery: "
        "papers, call, receipt. Its goods leave once that is ready.",
    )
