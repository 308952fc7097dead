from odoo import api, models
from odoo.fields import Domain


class AftersalesEvidence(models.AbstractModel):
    """Money: budgets approved, and what was spent of what came in."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "budgets_approved": self.env._("Budgets of the year approved"),
            "service_cost": self.env._("Service cost, percent of sales"),
            "training_cost": self.env._("Training cost, percent of service cost"),
            "goodwill_budget": self.env._("Funds set aside for goodwill"),
        }

    @api.model
    def _evidence_budgets_approved(self, audit, period):
        records = self._of_company(
            "aftersales.budget",
            Domain("year", ">=", period[0].year) & Domain("year", "<=", period[1].year),
            Domain("state", "=", "approved"),
        )
        return self._count("budgets_approved", audit, records)

    @api.model
    def _evidence_service_cost(self, audit, period):
        figures = self._get_kpi()._measure_service_cost(*period, None)
        return self._measure("service_cost", self._get_value(figures))

    @api.model
    def _evidence_training_cost(self, audit, period):
        figures = self._get_kpi()._measure_training_cost(*period, None)
        return self._measure("training_cost", self._get_value(figures))

    @api.model
    def _get_value(self, figures: dict) -> float | None:
        return figures[False].value if figures else None

    @api.model
    def _evidence_goodwill_budget(self, audit, period):
        """Prepared for problems that no rule foresees."""
        records = self._of_company(
            "aftersales.goodwill.budget",
            Domain("date_from", "<=", period[1]) & Domain("date_to", ">=", period[0]),
        )
        return self._count("goodwill_budget", audit, records)
