from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_clearing_since = fields.Date(
        string="Days Cleared Since",
        default=fields.Date.context_today,
        help="From this day on storekeepers confirm each day on which goods moved. "
        "Empty: days are not cleared.",
    )
