from odoo import fields, models

from ...tools import evidence


class AftersalesAudit(models.Model):
    """What live records say of each indicator, before the auditor does."""

    _inherit = "aftersales.audit"

    def action_collect_evidence(self):
        """Ask the sources again; results that were given stay."""
        self._check_step_role("score")
        for audit in self:
            if audit.state != "in_progress":
                audit._refuse([audit._get_step_problem("score")])
        self._collect_evidence()

    def _collect_evidence(self) -> None:
        """Each source is asked once for all units of an audit."""
        for audit in self:
            lines = audit.line_ids.filtered(
                lambda line: line.clause_id.evidence_sources
            )
            lines.evidence_ids.sudo().unlink()
            answers = audit._ask_sources(lines)
            for line in lines:
                line.sudo()._propose(
                    evidence.merge(
                        proposal
                        for source in line.clause_id._get_evidence_sources()
                        if (proposal := line._find_proposal(answers.get(source, {})))
                    )
                )
            audit._create_evidence(lines, answers)

    def _ask_sources(self, lines) -> dict[str, dict]:
        self.ensure_one()
        names = {
            name
            for clause in lines.clause_id
            for name in clause._get_evidence_sources()
        }
        source = self.env["aftersales.audit.evidence"].sudo()
        source = source.with_company(self.company_id)
        period = (self.date_from, self.date_to)
        return {
            name: getattr(source, f"_evidence_{name}")(self.sudo(), period)
            for name in sorted(names)
        }

    def _create_evidence(self, lines, answers) -> None:
        rows = []
        for line in lines:
            for source in line.clause_id._get_evidence_sources():
                proposal = line._find_proposal(answers.get(source, {}))
                items = proposal.items if proposal else ()
                rows += [
                    {
                        "audit_id": self.id,
                        "line_id": line.id,
                        "source": source,
                        "name": item.title,
                        "value": item.value or 0.0,
                        "count": item.count or len(item.res_ids),
                        "res_model": item.res_model,
                        "res_ids": list(item.res_ids),
                        "collected_at": fields.Datetime.now(),
                    }
                    for item in items
                ]
        self.env["aftersales.audit.evidence.item"].sudo().create(rows)
