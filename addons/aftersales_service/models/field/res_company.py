from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_conduct_note = fields.Text(
        string="Conduct on Site",
        help="The company's own rules for work at the customer's: shown to the "
        "technician on each visit on his phone.",
    )
