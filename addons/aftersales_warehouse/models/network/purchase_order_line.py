from odoo import fields, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    aftersales_network_waived_quantity = fields.Float(
        string="Passed Over in the Network",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="So much may be ordered although the network holds it, in the product's "
        "unit. What is added later is searched for again.",
    )
