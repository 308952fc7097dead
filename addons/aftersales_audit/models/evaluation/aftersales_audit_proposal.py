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
        """Each source is asked once for all units of an audit.

        What they say is kept in the company's language, whoever asks.
        """
        for audit in self:
            lang = audit.company_id.sudo().partner_id.lang or self.env.lang
            audit = audit.with_context(lang=lang)
            lines = audit.line_ids.filtered(lambda line: line.clause_id.criterion_ids)
            lines.evidence_ids.sudo().unlink()
            answers = audit._ask_sources(lines)
            rows = []
            for line in lines:
                found = line._get_proposals(answers)
                line.sudo()._propose(evidence.merge(found.values()))
                rows += [
                    {"line_id": line.id, "source": source, **item._asdict()}
                    for source, proposal in found.items()
                    for item in proposal.items
                ]
            audit._create_evidence(rows)

    def _ask_sources(self, lines) -> dict[str, dict]:
        self.ensure_one()
        source = self.env["aftersales.evidence"].sudo()
        source = source.with_company(self.company_id)
        # An addon that was taken out took its sources along.
        names = source._get_sources() & set(
            lines.clause_id.criterion_ids.mapped("source")
        )
        # What is due later cannot be late yet.
        today = max(self.date_from, fields.Date.context_today(self))
        period = (self.date_from, min(self.date_to, today))
        return {
            name: getattr(source, f"_evidence_{name}")(self.sudo(), period)
            for name in sorted(names)
        }

    def _create_evidence(self, rows: list[dict]) -> None:
        """Records are kept by number and by the name they had."""
        names = self._get_record_names(rows)
        now = fields.Datetime.now()
        self.env["aftersales.audit.evidence.item"].sudo().create(
            [
                {
                    "audit_id": self.id,
                    "line_id": row["line_id"],
                    "source": row["source"],
                    "name": row["title"],
                    "value": row["value"] or 0.0,
                    "count": row["count"] or len(row["res_ids"]),
                    "res_model": row["res_model"],
                    "res_ids": list(row["res_ids"]),
                    "res_names": [
                        names[row["res_model"], one] for one in row["res_ids"]
                    ],
                    "collected_at": now,
                }
                for row in rows
            ]
        )

    def _get_record_names(self, rows: list[dict]) -> dict[tuple[str, int], str]:
        """Names of all records of all items: a look-up a model."""
        ids: dict[str, set] = {}
        for row in rows:
            ids.setdefault(row["res_model"], set()).update(row["res_ids"])
        return {
            (model, record.id): record.display_name
            for model, found in ids.items()
            if model
            for record in self.env[model].sudo().browse(sorted(found))
        }
