from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim",
        string="Claim",
        check_company=True,
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups="aftersales_service.group_reader",
    )
