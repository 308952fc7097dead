from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_complaint_user_id = fields.Many2one(
        "res.users",
        string="Complaints in the Dispatch Room",
        help="Takes general complaints that are about no order (R257). Empty: they go "
        "to the one of the next level.",
    )
    aftersales_complaint_repeat_days = fields.Integer(
        string="Same Complaint Within (days)",
        default=365,
        help="A complaint of the same customer about the same matter within this many "
        "days is a repeated one and goes to the superior (R243). 0: never.",
    )
