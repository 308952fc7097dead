from odoo import models


class AftersalesEquipmentReceipt(models.Model):
    _name = "aftersales.equipment.receipt"
    _inherit = ["aftersales.equipment.receipt", "aftersales.sealed.mixin"]
