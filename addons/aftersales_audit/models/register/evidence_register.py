from odoo import api, models
from odoo.fields import Domain

ANSWERED = ("accepted", "declined", "done")
RECOVERED = ("collected", "disposed")


class AftersalesEvidence(models.AbstractModel):
    """What the registers hold: suggestions, research, recoveries, risks, drills."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "suggestions_answered": self.env._("Suggestions answered"),
            "research_done": self.env._("Research and workshops finished"),
            "standards_work": self.env._("Work on standards"),
            "customer_talks": self.env._("Discussions with customers"),
            "waste_recovered": self.env._("Discarded goods recovered"),
            "risks_treated": self.env._("Risks treated"),
            "crisis_drills": self.env._("Crisis drills held"),
        }

    @api.model
    def _evidence_suggestions_answered(self, audit, period):
        records = self._of_company(
            "aftersales.suggestion",
            self._within("create_date", period),
            Domain("state", "in", ANSWERED),
        )
        return self._count("suggestions_answered", audit, records)

    @api.model
    def _get_research(self, period, kinds, states):
        return self._of_company(
            "aftersales.research",
            self._on_days("date_start", period)
            & Domain("state", "!=", "cancelled")
            & Domain("kind", "in", kinds),
            Domain("state", "in", states),
        )

    @api.model
    def _evidence_research_done(self, audit, period):
        records = self._get_research(period, ("research", "workshop"), ("done",))
        return self._count("research_done", audit, records)

    @api.model
    def _evidence_standards_work(self, audit, period):
        records = self._get_research(period, ("standard",), ("running", "done"))
        return self._count("standards_work", audit, records)

    @api.model
    def _evidence_customer_talks(self, audit, period):
        records = self._get_research(period, ("customers",), ("done",))
        return self._count("customer_talks", audit, records)

    @api.model
    def _evidence_waste_recovered(self, audit, period):
        records = self._of_company(
            "aftersales.recovery",
            self._on_days("asked_on", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "in", RECOVERED),
        )
        return self._count("waste_recovered", audit, records)

    @api.model
    def _evidence_risks_treated(self, audit, period):
        """Risks that were known on the last day."""
        records = self._of_company(
            "aftersales.risk",
            Domain("create_date", "<=", f"{period[1]} 23:59:59"),
            Domain("state", "in", ("treated", "closed")),
        )
        return self._count("risks_treated", audit, records)

    @api.model
    def _evidence_crisis_drills(self, audit, period):
        records = self._of_company(
            "aftersales.crisis",
            self._within("occurred_at", period)
            & Domain("is_drill", "=", True)
            & Domain("state", "!=", "cancelled"),
            Domain("state", "=", "closed"),
        )
        return self._count("crisis_drills", audit, records)
