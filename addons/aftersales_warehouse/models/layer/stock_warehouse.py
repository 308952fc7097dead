from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    aftersales_outlet_ids = fields.One2many(
        "aftersales.outlet", "warehouse_id", string="Outlets"
    )
    aftersales_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Outlet",
        compute="_compute_aftersales_outlet_id",
        store=True,
        index="btree_not_null",
        help="The outlet whose goods lie here, and who bears their ageing. Empty: a "
        "warehouse of head office. Where outlets share one, the oldest bears it.",
    )

    @api.depends("aftersales_outlet_ids")
    def _compute_aftersales_outlet_id(self):
        for warehouse in self:
            outlets = warehouse.aftersales_outlet_ids
            warehouse.aftersales_outlet_id = outlets.sorted("id")[:1]
