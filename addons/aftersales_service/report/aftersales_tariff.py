from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportTariff(models.AbstractModel):
    """The published tariff on paper: hung up at the counter, carried along (R136)."""

    _name = "report.aftersales_service.report_tariff"
    _description = "Service Tariff"

    @api.model
    def _get_report_values(self, docids, data=None):
        companies = self.env["res.company"].browse(docids)
        # The papers of a company are for those who work there.
        companies.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "res.company",
            "docs": companies & self.env.companies,
            "orders": self.env["aftersales.order"],
            "qr_data_uri": qr_data_uri,
        }
