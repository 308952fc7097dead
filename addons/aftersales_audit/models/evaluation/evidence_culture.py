from odoo import api, models
from odoo.fields import Domain


class AftersalesEvidence(models.AbstractModel):
    """What the company promises: published, measurable, kept by its rules."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "concept_published": self.env._("Service concepts published"),
            "commitments_published": self.env._("Commitments published"),
            "commitments_measurable": self.env._("Commitments that can be measured"),
            "commitments_consistent": self.env._("Commitments that our rules keep"),
        }

    @api.model
    def _get_commitments(self, kinds, hits, domain=Domain.TRUE):
        return self._of_company(
            "aftersales.commitment",
            Domain("active", "=", True)
            & Domain("state", "!=", "superseded")
            & Domain("kind", "in", kinds)
            & domain,
            hits,
        )

    @api.model
    def _evidence_concept_published(self, audit, period):
        records = self._get_commitments(("concept",), Domain("state", "=", "published"))
        return self._count("concept_published", audit, records)

    @api.model
    def _evidence_commitments_published(self, audit, period):
        published = Domain("state", "=", "published")
        records = self._get_commitments(("commitment",), published)
        return self._count("commitments_published", audit, records)

    @api.model
    def _evidence_commitments_measurable(self, audit, period):
        """With a time, a warranty or another figure."""
        records = self._get_commitments(
            ("commitment",),
            Domain("promise_ids", "!=", False),
            Domain("state", "=", "published"),
        )
        return self._count("commitments_measurable", audit, records)

    @api.model
    def _evidence_commitments_consistent(self, audit, period):
        """No term or tariff is weaker than what is promised."""
        records = self._get_commitments(
            ("commitment",),
            Domain("has_conflict", "=", False),
            Domain("state", "=", "published"),
        )
        return self._count("commitments_consistent", audit, records)
