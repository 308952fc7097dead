from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim",
        string="Claim",
        check_company=True,
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups="aftersales_service.group_reader",
    )
