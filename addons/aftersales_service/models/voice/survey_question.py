from odoo import api, fields, models

from ...tools.satisfaction_table import (
    EFFORT,
    ITEM,
    MARKED,
    OVERALL,
    PROMOTER,
    Question,
)

# What decides how answers count: fixed while customers are asked.
COUNTING_FIELDS = frozenset(
    {
        "aftersales_code",
        "aftersales_measure",
        "aftersales_weight",
        "question_type",
        "scale_max",
        "scale_min",
        "survey_id",
    }
)


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    survey_type = fields.Selection(related="survey_id.survey_type")
    aftersales_measure = fields.Selection(
        [
            (OVERALL, "Overall Opinion"),
            (ITEM, "Single Aspect"),
            (PROMOTER, "Recommendation (NPS)"),
            (EFFORT, "Effort (CES)"),
        ],
        string="Asks For",
        help="What the answers become: the satisfaction rate is counted on the overall "
        "opinion, the index on all questions by their weight. Empty: no figure.",
    )
    aftersales_weight = fields.Float(
        string="Weight in the Index", default=1.0, help="0: not in the index."
    )
    aftersales_code = fields.Char(
        string="Compared By",
        help="Questions of different surveys with the same code are compared.",
    )

    _aftersales_weight_positive = models.Constraint(
        "CHECK(aftersales_weight >= 0)", "Weight in the Index: 0 or more."
    )

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        if not self.env.su:
            questions.survey_id._check_not_asked()
        return questions

    def write(self, vals):
        if not COUNTING_FIELDS.isdisjoint(vals):
            self.survey_id._check_not_asked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self.survey_id._check_not_asked()

    def _is_marked(self) -> bool:
        """Is it a question of satisfaction, with a rate and an index of its own?"""
        self.ensure_one()
        return self.aftersales_measure in MARKED

    def _get_scale(self) -> tuple[float, float] | None:
        """Least and best mark; None where the question gives none."""
        self.ensure_one()
        if self.question_type == "scale":
            return self.scale_min, self.scale_max
        scores = [
            answer.answer_score
            for answer in self.suggested_answer_ids
            if answer.answer_score > 0
        ]
        if self.question_type == "simple_choice" and scores:
            return min(scores), max(scores)
        return None

    def _get_plain(self) -> Question:
        """The question as `tools.satisfaction_table` reads it."""
        self.ensure_one()
        least, full = self._get_scale()
        return Question(
            self.id, self.aftersales_measure, least, full, self.aftersales_weight
        )
