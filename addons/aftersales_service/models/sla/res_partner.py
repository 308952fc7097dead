from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    aftersales_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Service Hours",
        help="When this customer or site can be served; working time of what is "
        "promised there. Empty: the outlet's.",
    )
