from odoo import api, models


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        if not self.env.su:
            answers.question_id.survey_id._check_not_asked()
        return answers

    def write(self, vals):
        if not {"answer_score", "question_id"}.isdisjoint(vals):
            self.question_id.survey_id._check_not_asked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self.question_id.survey_id._check_not_asked()
