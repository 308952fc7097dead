from odoo import fields, models


class AftersalesStockRebuildLine(models.Model):
    """What the layers of a warehouse were before a rebuild, and what they are after."""

    _name = "aftersales.stock.rebuild.line"
    _description = "Rebuilt Layers of a Warehouse"
    _order = "warehouse_id, id"
    _rec_name = "warehouse_id"

    rebuild_id = fields.Many2one(
        "aftersales.stock.rebuild", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="rebuild_id.company_id.currency_id")
    warehouse_id = fields.Many2one("stock.warehouse", help="Empty: on the way.")
    layers_before = fields.Integer()
    layers_after = fields.Integer()
    quantity_before = fields.Float(digits="Product Unit")
    quantity_after = fields.Float(digits="Product Unit")
    value_before = fields.Monetary()
    value_after = fields.Monetary()
    allowance_before = fields.Monetary()
    allowance_after = fields.Monetary()
