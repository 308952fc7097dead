from odoo import api, fields, models

from ...tools.layers import Use

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
    origin_use_id = fields.Many2one(
        "aftersales.stock.layer.use",
        string="Brings back",
        index="btree_not_null",
        ondelete="set null",
    )
    return_use_ids = fields.One2many("aftersales.stock.layer.use", "origin_use_id")

    @api.model
    def _store(self, uses: list[Use]) -> None:
        layers = self.env["aftersales.stock.layer"].browse(
            [use.layer.id for use in uses]
        )
        records = self.create(
            [
                {
                    "layer_id": layer.id,
                    "outlet_id": layer.outlet_id.id,
                    "move_id": use.move,
                    "date": use.day,
                    "kind": use.kind,
                    "quantity": use.quantity,
                    "allowance": use.allowance,
                    "target_layer_id": use.target and use.target.id,
                }
                for use, layer in zip(uses, layers, strict=True)
            ]
        )
        for use, record in zip(uses, records, strict=True):
            use.id = record.id
        for use in uses:
            if use.brings_back:
                self.browse(use.id).origin_use_id = use.brings_back.id

    def _get_booked(self):
        """Uses that the books speak of: they cannot go."""
        return self.filtered("allowance")
