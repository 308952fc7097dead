from odoo import fields, models


class AftersalesIntake(models.TransientModel):
    """Who takes the call is told that the unit is under recall."""

    _inherit = "aftersales.intake"

    recall_note = fields.Char(related="equipment_id.recall_note")
