from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_depreciation_user_id = fields.Many2one(
        "res.users",
        string="Depreciation Is Seen To By",
        domain=[("share", "=", False)],
        help="Is told at the beginning of a month that the last one's run waits.",
    )
