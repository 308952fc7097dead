from odoo import fields, models


class AftersalesVanWizardLine(models.TransientModel):
    _name = "aftersales.van.wizard.line"
    _description = "Technician without a Van"
    _inherit = ["hr.mixin"]

    wizard_id = fields.Many2one(
        "aftersales.van.wizard", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one("hr.employee", string="Technician", required=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse")
