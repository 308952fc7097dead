from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_ending_days = fields.Integer(
        string="Warranty Ends Soon Within (days)",
        default=60,
        help="Salespeople see warranties that end within this many days.",
    )
