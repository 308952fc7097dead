from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_service_manager_id = fields.Many2one(
        "res.users",
        string="Service Manager",
        help="Told when a promise is about to be broken.",
    )
    aftersales_general_manager_id = fields.Many2one(
        "res.users",
        string="General Manager",
        help="The last one told when a promise stays broken; approves commitments and "
        "targets, and assesses those of the company (R026).",
    )
