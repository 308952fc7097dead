from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import document_words as words


class AftersalesAuditDemo(models.AbstractModel):
    """The legal register with two that do not hold any more, and its evaluations."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_legal_evaluations(self):
        year = self._today().year
        self._conclude(self._begin_evaluation(year - 1))
        evaluation = self._begin_evaluation(year)
        half = evaluation.line_ids[: len(evaluation.line_ids) // 2]
        half.write({"outcome": "complied", "evidence": self._text(words.PROOF)})

    @api.model
    def _get_laws(self, names):
        laws = self.env["aftersales.legal.item"].browse()
        for name in names:
            laws |= self.env.ref(f"aftersales_audit.legal_{name}")
        return laws.with_user(self._get_controller())

    @api.model
    def _load_laws(self, departments):
        laws = self._get_laws(words.LAWS)
        laws.action_confirm_applicable()
        laws.write(
            {
                "department_ids": [Command.set(departments[-1:].ids)],
                "user_id": self._get_controller().id,
                "check_months": 12,
                "checked_on": self._today() - timedelta(days=200),
            }
        )
        self._get_laws(("three_guarantees",)).write(
            {
                "department_ids": [Command.set(departments.ids)],
                "checked_on": self._today() - timedelta(days=380),
            }
        )

    @api.model
    def _cite_laws(self):
        manual = self._get_document("manual")
        self._get_laws(words.CITED).document_ids = manual.ids

    @api.model
    def _begin_evaluation(self, year: int):
        evaluation = (
            self.env["aftersales.legal.evaluation"]
            .with_user(self._get_controller())
            .create({"year": year})
        )
        evaluation.action_start()
        return self._name_record(evaluation, f"legal_evaluation_{year}")

    @api.model
    def _conclude(self, evaluation):
        evaluation.line_ids.write(
            {"outcome": "complied", "evidence": self._text(words.PROOF)}
        )
        evaluation.line_ids.filtered("was_repealed").write(
            {"outcome": "not_applicable", "finding": self._text(words.REPEALED)}
        )
        standard = self._get_laws(("gb_9969",))
        evaluation.line_ids.filtered(lambda line: line.item_id == standard).write(
            {"outcome": "partly", "finding": self._text(words.SHORTFALL)}
        )
        evaluation.conclusion = self._text(words.CONCLUSION)
        evaluation.action_finish()
