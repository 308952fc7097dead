from odoo import api, fields, models
from odoo.exceptions import UserError

TYPE = "aftersales"


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[(TYPE, "After-Sales Satisfaction")],
        ondelete={TYPE: "set default"},
    )
    satisfaction_id = fields.Many2one(
        "aftersales.satisfaction.survey",
        string="Satisfaction Survey",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The survey that asks with these questions. Empty: a questionnaire to ask "
        "with.",
    )

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("aftersales_service.group_service_manager"):
            self.allowed_survey_types = [*(self.allowed_survey_types or []), TYPE]
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._check_not_asked()

    def _check_not_asked(self) -> None:
        """What customers were asked stays, whoever may write surveys."""
        asked = self.sudo().satisfaction_id
        if asked:
            raise UserError(
                self.env._(
                    "Customers are asked with these questions: %(surveys)s. Change the "
                    "questionnaire for the next survey instead.",
                    surveys=", ".join(asked.mapped("display_name")),
                )
            )
