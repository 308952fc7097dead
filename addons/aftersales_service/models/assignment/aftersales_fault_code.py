from odoo import fields, models


class AftersalesFaultCode(models.Model):
    _inherit = "aftersales.fault.code"

    requirement_ids = fields.One2many(
        "aftersales.skill.requirement", "fault_code_id", "Required Skills"
    )
