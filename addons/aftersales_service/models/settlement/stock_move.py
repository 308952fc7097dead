from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    aftersales_settlement_id = fields.Many2one(
        "aftersales.settlement",
        string="Settlement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_finance",
        help="The settlement that paid the outlet for handling this part.",
    )
