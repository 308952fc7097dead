from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportContract(models.AbstractModel):
    """Values of the paper that a customer and the company sign."""

    _name = "report.aftersales_service.report_contract"
    _description = "Service Contract Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        contracts = self.env["aftersales.contract"].browse(docids)
        contracts.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.contract",
            # Who may see the contract may see what its paper says.
            "docs": contracts.sudo(),
            "qr_data_uri": qr_data_uri,
        }
