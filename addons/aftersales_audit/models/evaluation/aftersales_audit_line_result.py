from odoo import models

from odoo.addons.aftersales_service.tools.evidence import Proposal

from ...tools import impartiality, scoring


class AftersalesAuditLine(models.Model):
    """Results by a tap, and what the records propose."""

    _inherit = "aftersales.audit.line"

    def action_met(self):
        self._give(scoring.MET)

    def action_not_met(self):
        self._give(scoring.NOT_MET)

    def action_not_applicable(self):
        self._give(scoring.NOT_APPLICABLE)

    def action_accept(self):
        """Take over what the records say, of all lines where they say something."""
        proposed = self.filtered("proposed_result")
        proposed._check_may_give()
        # Asked once for all of them, not again for each group.
        by_proposal = proposed.sudo().grouped(
            lambda line: (
                line.proposed_result,
                line.proposed_sample_size,
                line.proposed_passed_count,
            )
        )
        for (result, size, passed), lines in by_proposal.items():
            lines._give(result, sample_size=size, passed_count=passed)
            for reason, same in lines.grouped("proposed_reason").items():
                open_ = same.filtered(lambda one: not one.finding)
                if reason and open_:
                    open_.write({"finding": reason})

    def _give(self, result: str, **vals) -> None:
        auditor = self.env.user.sudo().employee_ids.filtered(
            lambda one: one.company_id in self.company_id
        )[:1]
        self.write({"result": result, "auditor_id": auditor.id, **vals})

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _find_proposal(self, answers: dict) -> Proposal | None:
        """What a source says of the unit, or else of the company."""
        self.ensure_one()
        return answers.get(self._get_unit()) or answers.get(impartiality.COMPANY)

    def _get_proposals(self, answers: dict) -> dict[str, Proposal]:
        """What each source says, judged by the clause's criteria."""
        self.ensure_one()
        found = {}
        for criterion in self.clause_id.criterion_ids:
            counted = self._find_proposal(answers.get(criterion.source, {}))
            judged = criterion._judge(counted) if counted else None
            if judged:
                found[criterion.source] = judged
        return found

    def _propose(self, proposal: Proposal | None) -> None:
        self.ensure_one()
        self.write(
            {
                "proposed_result": proposal.result if proposal else False,
                "proposed_sample_size": proposal.samples if proposal else 0,
                "proposed_passed_count": proposal.passed if proposal else 0,
                "proposed_reason": proposal.reason if proposal else False,
            }
        )
