from odoo import api, fields, models
from odoo.tools import groupby

from ..tools.qr import qr_data_uri


class ReportOutlets(models.AbstractModel):
    """The outlets on paper: hung up at the counter, sent to customers (R146)."""

    _name = "report.aftersales_service.report_outlets"
    _description = "List of Service Outlets"

    @api.model
    def _get_report_values(self, docids, data=None):
        companies = self.env["res.company"].browse(docids)
        # The papers of a company are for those who work there.
        companies.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "res.company",
            "docs": companies,
            "orders": self.env["aftersales.order"],
            "day": fields.Date.context_today(self),
            "provinces": {
                company: self._get_provinces(company) for company in companies
            },
            "qr_data_uri": qr_data_uri,
        }

    @api.model
    def _get_provinces(self, company) -> list[tuple[str, list[dict]]]:
        """Published outlets by province, in the order of their names."""
        nowhere = self.env["resource.calendar"]
        rows = [
            outlet._to_public(None, nowhere)
            for outlet in self.env["aftersales.outlet"]._get_public(company)
        ]
        return sorted(groupby(rows, key=lambda row: row["province"]))
