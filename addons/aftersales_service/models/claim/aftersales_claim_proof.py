from odoo import api, fields, models


class AftersalesClaim(models.Model):
    """Evidence that a claim needs before it is submitted, and before it is granted."""

    _inherit = "aftersales.claim"

    evidence_ids = fields.One2many("aftersales.claim.evidence", "claim_id", copy=False)
    missing_evidence = fields.Char(
        compute="_compute_missing_evidence",
        help="What must be there before the claim can be granted.",
    )

    @api.depends("kind", "state", "evidence_ids.type_id")
    def _compute_missing_evidence(self):
        missing = self._get_missing_evidence(("submit", "approve"))
        for claim in self:
            rules = missing[claim] if claim.state in ("draft", "submitted") else []
            claim.missing_evidence = ", ".join(rule._get_words() for rule in rules)

    def _get_missing_evidence(self, steps: tuple[str, ...]) -> dict:
        """By claim, the rules that nothing meets yet. Rules are read once."""
        rules = self.env["aftersales.evidence.rule"]._get_rules(self.company_id)
        missing = {}
        for claim in self:
            there = claim.evidence_ids.filtered(lambda row: row._is_there()).type_id
            missing[claim] = [
                rule
                for rule in rules.get(claim.kind, [])
                if rule.required_at in steps
                and rule._holds_for(claim)
                and not rule.type_ids & there
            ]
        return missing

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + self._get_evidence_problems(("submit",))

    def _get_approve_problems(self) -> list[str]:
        return super()._get_approve_problems() + self._get_evidence_problems(
            ("submit", "approve")
        )

    def _get_evidence_problems(self, steps: tuple[str, ...]) -> list[str]:
        return [
            self.env._(
                "%(claim)s: evidence is missing: %(missing)s. Add it on the page "
                "Evidence.",
                claim=claim.display_name,
                missing=", ".join(rule._get_words() for rule in rules),
            )
            for claim, rules in self._get_missing_evidence(steps).items()
            if rules
        ]
