from datetime import timedelta

from odoo import api, models

from ..tools import checklist as rules
from . import texts


class AftersalesDemo(models.AbstractModel):
    """What is written down about visits: checklists, spot checks, help, reports."""

    _inherit = "aftersales.demo"

    @api.model
    def _answer_checklist(self, visit):
        """Mostly all is well; now and then a measured value is out of limits."""
        values: dict[int, object] = {}
        for question in visit.checklist_id.question_ids:
            if question.kind == rules.CHOICE:
                values[question.id] = question.option_ids[:1].name
            elif question.kind == rules.NUMBER:
                values[question.id] = visit.id % 6 * 0.5 + 0.5
        visit._save_checklist_answers(values)

    @api.model
    def _ask_help(self, order):
        asking = order.with_user(self._ref("user_technician"))
        asking._ask_for_help(self._text(texts.HELP))

    @api.model
    def _load_spot_checks(self):
        """Two visits were drawn; one of them was looked at."""
        inspector = self._ref("user_inspector")
        plan = (
            self.env["aftersales.spot.check.plan"]
            .with_user(inspector)
            .create(
                {
                    "date_from": self._today() - timedelta(days=14),
                    "date_to": self._today(),
                    "size": 2,
                    "seed": 2026,
                }
            )
        )
        plan.action_draw()
        check = plan.env["aftersales.spot.check"].search([], order="id", limit=1)
        choices = check.checklist_id.question_ids.filtered(
            lambda question: question.kind == rules.CHOICE
        )
        answers = {question.id: question.option_ids[:1].name for question in choices}
        answers[choices[0].id] = choices[0].option_ids[-1:].name
        check._save_checklist_answers(answers)
        check.write(
            {
                "result": "problems",
                "problem_note": self._text(texts.SPOT_PROBLEM),
                "rectified_note": self._text(texts.SPOT_REMEDY),
            }
        )
        check.action_done()

    @api.model
    def _load_daily_report(self):
        reports = self.env["aftersales.daily.report"].with_user(
            self._ref("user_technician")
        )
        opened = reports._open_today()
        reports.browse(opened["res_id"]).action_send()
