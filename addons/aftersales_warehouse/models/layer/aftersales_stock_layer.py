from odoo import api, fields, models

from .stock_location import LIABILITIES, QUALITIES


class AftersalesStockLayer(models.Model):
    """What one receipt brought of a product, lot, owner and quality to a warehouse.

    Layers follow the host's done moves; nobody writes them by hand. Without a
    warehouse the goods are on the way between two of them, and the giver bears them.
    """

    _name = "aftersales.stock.layer"
    _description = "Stock Layer"
    _order = "first_received_on, received_on, id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", required=True, index=True)
    categ_id = fields.Many2one(
        related="product_id.categ_id", string="Product Category", store=True, index=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    owner_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="Whose goods are held here. Empty: the company's own.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", index="btree_not_null", help="Empty: on the way."
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_outlet_id",
        precompute=True,
        store=True,
        index="btree_not_null",
        help="Who bears the ageing; of goods on the way, who gave them.",
    )
    quality = fields.Selection(QUALITIES, required=True, default="qualified")
    liability = fields.Selection(LIABILITIES)

    received_on = fields.Date(required=True)
    first_received_on = fields.Date(
        string="In Custody Since",
        required=True,
        help="When the goods first came into the warehouse of an outlet.",
    )
    quantity = fields.Float(digits="Product Unit", required=True)
    remaining_quantity = fields.Float(
        string="Remaining", digits="Product Unit", required=True
    )
    unit_cost = fields.Float(digits=(16, 6), aggregator="avg")
    value = fields.Monetary(compute="_compute_value", precompute=True, store=True)
    allowance = fields.Monetary(
        help="What stands in the books against the remaining goods."
    )
    origin_move_id = fields.Many2one(
        "stock.move", string="Brought by", index="btree_not_null"
    )
    source_layer_id = fields.Many2one(
        "aftersales.stock.layer", string="Came from", index="btree_not_null"
    )
    use_ids = fields.One2many("aftersales.stock.layer.use", "layer_id", string="Uses")
    is_depreciable = fields.Boolean(
        string="Depreciates",
        compute="_compute_is_depreciable",
        precompute=True,
        store=True,
        help="Own goods; not nonconforming ones that head office answers for.",
    )

    _open_idx = models.Index(
        "(company_id, warehouse_id, product_id) WHERE remaining_quantity > 0"
    )
    _remaining_check = models.Constraint(
        "CHECK(remaining_quantity >= 0 AND remaining_quantity <= quantity)",
        "What remains of a layer lies between nothing and what came.",
    )

    @api.depends("warehouse_id.aftersales_outlet_id", "source_layer_id")
    def _compute_outlet_id(self):
        for layer in self:
            layer.outlet_id = (
                layer.warehouse_id.aftersales_outlet_id
                if layer.warehouse_id
                else layer.source_layer_id.outlet_id
            )

    @api.depends("remaining_quantity", "unit_cost")
    def _compute_value(self):
        for layer in self:
            layer.value = layer.currency_id.round(
                layer.remaining_quantity * layer.unit_cost
            )

    @api.depends("owner_id", "quality", "liability")
    def _compute_is_depreciable(self):
        for layer in self:
            layer.is_depreciable = not layer.owner_id and not (
                layer.quality == "nonconforming" and layer.liability == "head_office"
            )
