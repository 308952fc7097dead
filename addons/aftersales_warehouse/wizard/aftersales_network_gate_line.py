from odoo import fields, models


class AftersalesNetworkGateLine(models.TransientModel):
    """What one outlet could give instead of the vendor."""

    _name = "aftersales.network.gate.line"
    _description = "Goods Found Before Ordering"

    gate_id = fields.Many2one(
        "aftersales.network.gate", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="gate_id.order_id.company_id.currency_id")
    product_id = fields.Many2one("product.product", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    # The holder may be of a sister company, whose records a buyer does not read.
    outlet_name = fields.Char(string="Held By", readonly=True)
    outlet_key = fields.Integer(readonly=True)
    part_key = fields.Integer(readonly=True)
    offered_quantity = fields.Float(
        string="To Be Had", digits="Product Unit", readonly=True
    )
    quantity = fields.Float(string="Take", digits="Product Unit")
    price_unit = fields.Monetary(string="Net Price", readonly=True)
    km = fields.Float(string="Distance (km)", digits=(10, 0), readonly=True)
    freight_amount = fields.Monetary(string="Short Haul", readonly=True)

    def _get_key(self) -> tuple:
        self.ensure_one()
        return self.outlet_key, self.product_id.id, self.part_key
