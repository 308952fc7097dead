from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools.evidence import COMPANY


class AftersalesEvidence(models.AbstractModel):
    """Stores: counted, cleared, depreciated, handed over."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "stocktakes_in_time": self.env._("Stocktakes with head office in time"),
            "stocktakes_approved": self.env._("Stocktakes approved"),
            "books_right": self.env._("Counted goods that agree with the books"),
            "days_cleared": self.env._("Days of a store cleared"),
            "months_cleared": self.env._("Months of a store cleared"),
            "handovers_signed": self.env._("Handovers of storekeepers finished"),
            "depreciation_posted": self.env._("Months whose aged stock depreciated"),
        }

    @api.model
    def _evidence_stocktakes_in_time(self, audit, period):
        records = self._get_kpi()._get_stocktake_in_time_domain(*period)
        return self._count("stocktakes_in_time", audit, records)

    @api.model
    def _evidence_stocktakes_approved(self, audit, period):
        """Of the month ends due in the period."""
        due = self._get_kpi()._get_stocktake_in_time_domain(*period)
        records = due._replace(hits=Domain("approved_at", "!=", False))
        return self._count("stocktakes_approved", audit, records)

    @api.model
    def _evidence_books_right(self, audit, period):
        records = self._get_kpi()._get_inventory_accuracy_domain(*period)
        return self._count("books_right", audit, records)

    @api.model
    def _get_clearings(self, kind: str, period):
        return self._of_company(
            "aftersales.stock.clearing",
            Domain("kind", "=", kind) & self._on_days("date_to", period),
            Domain("state", "=", "cleared"),
        )

    @api.model
    def _evidence_days_cleared(self, audit, period):
        return self._count("days_cleared", audit, self._get_clearings("day", period))

    @api.model
    def _evidence_months_cleared(self, audit, period):
        records = self._get_clearings("month", period)
        return self._count("months_cleared", audit, records)

    @api.model
    def _evidence_handovers_signed(self, audit, period):
        """A handover is finished only when the four have signed."""
        records = self._of_company(
            "aftersales.handover",
            self._on_days("date", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "=", "done"),
        )
        return self._count("handovers_signed", audit, records)

    @api.model
    def _evidence_depreciation_posted(self, audit, period):
        """Months of the period; those without any run count as well."""
        Run = self.env["aftersales.depreciation.run"]
        company = self.env.company
        records = self._of_company(
            Run._name,
            self._on_days("month_end", period) & Domain("state", "=", "posted"),
        )
        posted = Run.search(records.domain)
        waiting = []
        if company in Run._get_companies_with_stock():
            waiting = [
                month
                for month in Run._get_open_months(company)
                if period[0] <= month <= period[1]
            ]
        row = (None, len(posted) + len(waiting), len(posted), posted.ids, ())
        title = self._get_evidence_names()["depreciation_posted"]
        return {COMPANY: self._propose(title, records, [row])}
