from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools.complaint_flow import DISPUTED_STATES


class AftersalesEvidence(models.AbstractModel):
    """Complaints: written down, answered in time, solved, told, mediated."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "complaints_recorded": self.env._("Complaints recorded by named people"),
            "complaints_answered": self.env._("Complaints answered in time"),
            "complaints_solved": self.env._("Complaints solved"),
            "complaints_told": self.env._("Complainants told the outcome"),
            "complaint_rate": self.env._("Complaints, percent"),
            "complainants_content": self.env._("Complainants content with the answer"),
            "disputes_mediated": self.env._("Disputes with the ways out told"),
        }

    @api.model
    def _get_complaints(self, period, hits, domain=Domain.TRUE, moment="received_at"):
        kpi = self._get_kpi()
        records = kpi._get_complaints(*period, moment=moment)
        return records._replace(domain=records.domain & domain, hits=hits)

    @api.model
    def _evidence_complaints_recorded(self, audit, period):
        named = Domain("acknowledged_by_id", "!=", False) | Domain(
            "user_id", "!=", False
        )
        records = self._get_complaints(period, named)
        return self._count("complaints_recorded", audit, records)

    @api.model
    def _evidence_complaints_answered(self, audit, period):
        records = self._get_kpi()._get_complaint_in_time_domain(*period)
        return self._count("complaints_answered", audit, records)

    @api.model
    def _evidence_complaints_solved(self, audit, period):
        records = self._get_kpi()._get_complaint_resolution_domain(*period)
        return self._count("complaints_solved", audit, records)

    @api.model
    def _evidence_complaints_told(self, audit, period):
        told = Domain("fed_back_at", "!=", False)
        records = self._get_complaints(period, told, moment="resolved_at")
        return self._count("complaints_told", audit, records)

    @api.model
    def _evidence_complaint_rate(self, audit, period):
        figures = self._get_kpi()._measure_complaint_rate(*period, None)
        figure = figures.get(False)
        return self._measure("complaint_rate", figure and figure.value)

    @api.model
    def _evidence_complainants_content(self, audit, period):
        records = self._get_kpi()._get_complaint_satisfaction_domain(*period)
        return self._count("complainants_content", audit, records)

    @api.model
    def _evidence_disputes_mediated(self, audit, period):
        """Whoever did not accept our offer was told where else to turn to."""
        refused = Domain("offer_ids", "any", [("state", "=", "rejected")])
        disputed = refused | Domain("state", "in", DISPUTED_STATES)
        records = self._get_complaints(
            period, Domain("routes_told_at", "!=", False), disputed
        )
        return self._count("disputes_mediated", audit, records)
