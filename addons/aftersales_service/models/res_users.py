from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    aftersales_outlet_ids = fields.Many2many(
        "aftersales.outlet",
        relation="aftersales_outlet_user_rel",
        column1="user_id",
        column2="outlet_id",
        string="Service Outlets",
        copy=False,
        help="Outlets whose service orders this user may work on.",
    )
