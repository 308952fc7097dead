from odoo import api, fields, models


class AftersalesIntake(models.TransientModel):
    """What the caller may demand for his unit, told while he is on the phone."""

    _inherit = "aftersales.intake"

    warranty_words = fields.Text(string="Warranty", compute="_compute_warranty_words")

    @api.depends("equipment_id", "symptom_id")
    def _compute_warranty_words(self):
        for intake in self:
            unit = intake.equipment_id
            intake.warranty_words = bool(unit) and "\n".join(
                unit._get_warranty_words(intake.symptom_id)
            )
