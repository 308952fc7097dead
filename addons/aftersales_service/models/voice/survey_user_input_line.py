from odoo import models


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _get_mark(self) -> float | None:
        """The mark of an answer; None where the choice has none (does not apply)."""
        self.ensure_one()
        if self.answer_type == "scale":
            return self.value_scale
        return self.answer_score if self.answer_score > 0 else None
