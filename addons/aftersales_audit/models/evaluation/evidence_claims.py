from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)

ENDED = ("done", "refused")


class AftersalesEvidence(models.AbstractModel):
    """Quality: what is promised, returned, recalled, compensated."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "quality_accidents": self.env._("Complaints about quality accidents"),
            "warranty_grounds": self.env._("Warranty rules with their legal ground"),
            "returns_decided": self.env._("Returns and exchanges decided in time"),
            "recall_units": self.env._("Recalled units put right"),
            "defects_published": self.env._("Defects made public"),
            "advance_payments": self.env._("Customers compensated in advance"),
        }

    @api.model
    def _evidence_quality_accidents(self, audit, period):
        records = self._get_kpi()._get_quality_accidents_domain(*period)
        return self._count("quality_accidents", audit, records)

    @api.model
    def _evidence_warranty_grounds(self, audit, period):
        """Rules that were in force: the law's are named with their source."""
        records = Records(
            "aftersales.warranty.policy",
            Domain("company_id", "in", (self.env.company.id, False))
            & Domain("state", "=", "in_force")
            & Domain("kind", "in", ("law", "overlay")),
            Domain("legal_source", "!=", False),
        )
        return self._count("warranty_grounds", audit, records)

    @api.model
    def _get_claims(self, period, kinds, hits):
        return self._of_company(
            "aftersales.claim",
            Domain("kind", "in", kinds)
            & Domain("state", "not in", ("draft", "cancelled"))
            & self._within("demanded_at", period),
            hits,
        )

    @api.model
    def _evidence_returns_decided(self, audit, period):
        """Not waiting for us beyond the day that was due."""
        late = ~Domain("state", "in", ENDED) & Domain("due_date", "<", period[1])
        records = self._get_claims(period, ("exchange", "return"), ~late)
        return self._count("returns_decided", audit, records)

    @api.model
    def _evidence_advance_payments(self, audit, period):
        paid = Domain("state", "in", ("approved", "in_progress", *ENDED))
        records = self._get_claims(period, ("advance_payment", "compensation"), paid)
        return self._count("advance_payments", audit, records)

    @api.model
    def _evidence_recall_units(self, audit, period):
        """Units of the recalls that ran in the period."""
        recall = (
            Domain("state", "in", ("running", "closed"))
            & Domain("started_at", "<=", f"{period[1]} 23:59:59")
            & (
                Domain("closed_at", "=", False)
                | Domain("closed_at", ">=", f"{period[0]} 00:00:00")
            )
        )
        records = self._of_company(
            "aftersales.recall.line",
            Domain("recall_id", "any", recall),
            Domain("state", "=", "done") | Domain("place", "=", "scrapped"),
        )
        return self._count("recall_units", audit, records)

    @api.model
    def _evidence_defects_published(self, audit, period):
        """Defects known in the period: anybody could read of them."""
        records = self._of_company(
            "aftersales.recall",
            Domain("state", "in", ("approved", "running", "closed"))
            & self._within("approved_at", period),
            Domain("published_at", "!=", False),
        )
        return self._count("defects_published", audit, records)
