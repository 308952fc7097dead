from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools.evidence import (
    COMPANY,
    SAMPLED,
    Item,
    Proposal,
)

from ...tools.review_flow import months_of


class AftersalesEvidence(models.AbstractModel):
    """What supervision, findings, management reviews and certificates prove."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "supervision_monthly": self.env._("Months with a report of supervision"),
            "nonconformities_settled": self.env._(
                "Nonconformities of the period settled"
            ),
            "management_review_held": self.env._("Management reviews held and signed"),
            "certificates_held": self.env._("Certificates held"),
        }

    @api.model
    def _evidence_supervision_monthly(self, audit, period):
        """Of the months of the period that are over or under way, those with a report
        (R318)."""
        last = min(period[1], fields.Date.context_today(self))
        months = months_of(period[0], last)
        if not months:
            return {}
        reports = self.env["aftersales.inspection"].search(
            Domain("company_id", "=", audit.company_id.id)
            & Domain("state", "=", "reported")
            & Domain("month", "in", months)
        )
        title = self._get_evidence_names()["supervision_monthly"]
        held = len(set(reports.mapped("month")))
        item = Item(title, None, len(reports), reports._name, tuple(reports.ids))
        reason = self._describe(title, len(months), held)
        return {COMPANY: Proposal(SAMPLED, reason, len(months), held, (item,))}

    @api.model
    def _evidence_nonconformities_settled(self, audit, period):
        """Of what was found in the period, what was settled (R323)."""
        records = self._of_company(
            "aftersales.nonconformity",
            self._on_days("date", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "=", "closed"),
        )
        return self._count("nonconformities_settled", audit, records)

    @api.model
    def _evidence_management_review_held(self, audit, period):
        """Was the system reviewed by top management (R488)?"""
        records = self._of_company(
            "aftersales.management.review",
            self._on_days("date", period) & Domain("state", "=", "closed"),
        )
        return self._count("management_review_held", audit, records)

    @api.model
    def _evidence_certificates_held(self, audit, period):
        """Certificates of the service that are valid at the end of the period."""
        records = self._of_company(
            "aftersales.certificate",
            Domain("state", "=", "certified") & Domain("valid_to", ">=", period[1]),
        )
        return self._count("certificates_held", audit, records)
