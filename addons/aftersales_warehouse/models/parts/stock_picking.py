from odoo import fields, models


class StockPicking(models.Model):
    """Transfers that bring parts to a technician."""

    _inherit = "stock.picking"

    aftersales_dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="For Visit",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Parts that are brought to the technician for this visit.",
    )
