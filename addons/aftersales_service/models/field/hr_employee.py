from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    aftersales_van_location_id = fields.Many2one(
        "stock.location",
        string="Van Stock",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        groups="hr.group_hr_user",
        help="Where the technician's own parts are: what he uses on a visit is taken "
        "from here.",
    )
