from odoo import fields, models


class AftersalesEquipment(models.Model):
    _inherit = "aftersales.equipment"

    complaint_ids = fields.One2many(
        "aftersales.complaint", "equipment_id", string="Complaints"
    )
