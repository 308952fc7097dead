from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportCommitments(models.AbstractModel):
    """Published commitments on paper, for counters, leaflets and goods (R024)."""

    _name = "report.aftersales_service.report_commitments"
    _description = "Service Commitments"

    @api.model
    def _get_report_values(self, docids, data=None):
        companies = self.env["res.company"].browse(docids)
        companies.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "res.company",
            "docs": companies,
            "orders": self.env["aftersales.order"],
            "qr_data_uri": qr_data_uri,
        }
