from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportLoanSlip(models.AbstractModel):
    """Values of the loan slip (代用品借条): one copy for the customer, one for us."""

    _name = "report.aftersales_service.report_loan_slip"
    _description = "Loan Slip"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.loan",
            "docs": self.env["aftersales.loan"].browse(docids),
            "qr_data_uri": qr_data_uri,
        }
