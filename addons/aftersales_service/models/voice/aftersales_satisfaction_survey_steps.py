from odoo import api, fields, models

from ...tools import satisfaction_flow
from ...tools.satisfaction_table import OVERALL


class AftersalesSatisfactionSurvey(models.Model):
    """What a survey goes through."""

    _inherit = "aftersales.satisfaction.survey"

    def _get_flow(self):
        return satisfaction_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Start"),
            "close": self.env._("Close"),
            "report": self.env._("Approve Report"),
            "cancel": self.env._("Cancel"),
        }

    def action_start(self):
        """Copy the questions and draw the sample; from now on the method stands."""
        self._check_step_role("start")
        self._check_step_possible("start")
        self._refuse([survey._get_question_problem() for survey in self])
        for survey in self:
            survey._copy_questionnaire()
            answers = survey._draw_sample()
            if not answers:
                survey._refuse(
                    [
                        self.env._(
                            "%(survey)s: no order was signed between %(start)s and "
                            "%(end)s. Choose another time or other outlets.",
                            survey=survey.display_name,
                            start=survey.date_from,
                            end=survey.date_to,
                        )
                    ]
                )
        self._transition("start")

    def _refuse(self, problems) -> None:
        return super()._refuse([problem for problem in problems if problem])

    def _get_question_problem(self) -> str | None:
        """What the questionnaire lacks to give figures."""
        self.ensure_one()
        questions = self.sudo().questionnaire_id.question_ids
        overall = questions.filtered(lambda q: q.aftersales_measure == OVERALL)
        markless = questions.filtered(
            lambda q: q.aftersales_measure and not q._get_scale()
        )
        values = {
            "survey": self.display_name,
            "questionnaire": self.questionnaire_id.display_name,
        }
        if len(overall) != 1:
            return self.env._(
                "%(survey)s: “%(questionnaire)s” must have exactly one question that "
                "asks for the overall opinion; the satisfaction rate is counted on it.",
                **values,
            )
        if markless:
            return self.env._(
                "%(survey)s: give the choices of these questions of "
                "“%(questionnaire)s” a score, or make them a scale: %(questions)s.",
                questions=", ".join(markless.mapped("title")),
                **values,
            )
        return None

    def _copy_questionnaire(self) -> None:
        """Ask with questions of its own, in every language of the questionnaire."""
        self.ensure_one()
        original = self.sudo().questionnaire_id
        asked = original.copy({"access_mode": "token", "satisfaction_id": self.id})
        asked.update_field_translations(
            "title",
            {
                lang: f"{original.with_context(lang=lang).title} {self.year}"
                for lang, _name in self.env["res.lang"].get_installed()
            },
        )
        self.sudo().survey_id = asked

    def action_close(self):
        """Freeze the figures; no answer comes in any more."""
        self._check_step_role("close")
        self._check_step_possible("close")
        self.sudo()._freeze_figures()
        self._transition("close")
        self._close_answers()

    def action_cancel(self):
        self._transition("cancel")
        self._close_answers()

    def _close_answers(self) -> None:
        now = fields.Datetime.now()
        self.sudo().answer_ids.filtered(lambda answer: answer.state != "done").write(
            {"deadline": now}
        )
        self.sudo().survey_id.action_archive()

    def action_report(self):
        """The report holds, signed by all who must."""
        self._check_step_role("report")
        self._check_step_possible("report")
        self._refuse([survey._get_report_problem() for survey in self])
        self._transition("report")

    def _get_report_problem(self) -> str | None:
        """What the report lacks to hold."""
        self.ensure_one()
        values = {"survey": self.display_name, "roles": self.signoff_missing}
        if not (self.analysis or "").strip():
            return self.env._(
                "%(survey)s: write what the figures say into “Analysis” first.",
                **values,
            )
        if self.signoff_missing:
            return self.env._("%(survey)s is not signed yet by: %(roles)s.", **values)
        return None
