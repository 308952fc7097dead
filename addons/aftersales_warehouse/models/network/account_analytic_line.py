from odoo import fields, models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    aftersales_network_transfer_id = fields.Many2one(
        "aftersales.network.transfer",
        string="Network Transfer",
        index="btree_not_null",
        readonly=True,
        ondelete="restrict",
    )
