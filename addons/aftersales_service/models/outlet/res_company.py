from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_outlet_department_id = fields.Many2one(
        "hr.department",
        string="Approves Outlets",
        check_company=True,
        help="Department that approves new outlets, with those below it. Its people "
        "need the role Inspector (reads everything) or more. Empty: service managers.",
    )
