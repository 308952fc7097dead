from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportComplaintRecord(models.AbstractModel):
    """Values of the paper that keeps a complaint on file (R245, R270)."""

    _name = "report.aftersales_service.report_complaint_record"
    _description = "Complaint Record Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        complaints = self.env["aftersales.complaint"].browse(docids)
        complaints.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.complaint",
            # Who may see the complaint may see what its record says.
            "docs": complaints.sudo(),
            "qr_data_uri": qr_data_uri,
        }
