from odoo import fields, models

KINDS = [
    ("issue", "Issue"),
    ("transfer", "Transfer"),
    ("return", "Return"),
    ("scrap", "Scrap"),
    ("gain", "Inventory Gain"),
    ("loss", "Inventory Loss"),
    ("reclassify", "Reclassification"),
]


class AftersalesStockLayerUse(models.Model):
    """What a move took from a layer, and the share of the allowance that went along.

    Quantity and allowance of what came back (``return``) are negative, so that a layer
    remains what came less the sum of its uses.
    """

    _name = "aftersales.stock.layer.use"
    _description = "Use of a Stock Layer"
    _order = "date desc, id desc"
    _rec_name = "layer_id"

    layer_id = fields.Many2one(
        "aftersales.stock.layer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="layer_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(related="layer_id.product_id", store=True, index=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        index="btree_not_null",
        help="Who bore the goods when they left.",
    )
    move_id = fields.Many2one("stock.move", index="btree_not_null")
    date = fields.Date(required=True)
    kind = fields.Selection(KINDS, required=True)
    quantity = fields.Float(digits="Product Unit", required=True)
    allowance = fields.Monetary()
    target_layer_id = fields.Many2one(
        "aftersales.stock.layer",
        index="btree_not_null",
        help="Where the goods went on, with their age, cost and allowance. Empty: they "
        "left the stock.",
    )
