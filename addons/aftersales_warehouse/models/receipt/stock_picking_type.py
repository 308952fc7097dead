from odoo import fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    aftersales_papers = fields.Selection(
        [("policy", "As the Company Says"), ("always", "Always"), ("never", "Never")],
        string="Goods Papers",
        default="policy",
        required=True,
        help="Check of receipts, signatures on issues, in warehouses of outlets. "
        "Always: whatever the company's settings say; its rules still make exceptions.",
    )
    aftersales_outlet_id = fields.Many2one(related="warehouse_id.aftersales_outlet_id")
