from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_access_log_days = fields.Integer(
        string="Keep the Log of Customer Files (days)",
        default=1095,
        help="Who opened which customer file is kept this long. 0: for ever.",
    )
    aftersales_ending_days = fields.Integer(
        string="Warranty Ends Soon Within (days)",
        default=60,
        help="Salespeople see warranties that end within this many days.",
    )
