from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportClaimStatement(models.AbstractModel):
    """Values of the paper that tells a customer what was decided and reckoned."""

    _name = "report.aftersales_service.report_claim_statement"
    _description = "Claim Statement Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        claims = self.env["aftersales.claim"].browse(docids)
        claims.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.claim",
            # Who may see the claim may see what its statement says.
            "docs": claims.sudo(),
            "qr_data_uri": qr_data_uri,
        }
