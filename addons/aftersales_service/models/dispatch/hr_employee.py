from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    aftersales_outlet_ids = fields.Many2many(
        "aftersales.outlet",
        relation="aftersales_outlet_technician_rel",
        column1="employee_id",
        column2="outlet_id",
        string="Service Outlets",
        copy=False,
        groups="hr.group_hr_user",
        help="Outlets this technician works for; of an outsourced one, its own people.",
    )
    is_outsourced = fields.Boolean(
        string="Outsourced Technician",
        help="Works for an outlet, not employed by the company.",
    )


class HrEmployeePublic(models.Model):
    _inherit = "hr.employee.public"

    # Same name as on the employee: the host's view of public data takes it over.
    is_outsourced = fields.Boolean(readonly=True)
