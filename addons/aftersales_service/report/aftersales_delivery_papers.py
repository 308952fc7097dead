from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportDeliveryReceipt(models.AbstractModel):
    """Values of the receipt that a customer signs for his goods (R180)."""

    _name = "report.aftersales_service.report_delivery_receipt"
    _description = "Delivery Receipt"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.delivery",
            "docs": self.env["aftersales.delivery"].browse(docids),
            "qr_data_uri": qr_data_uri,
        }


class ReportAcceptance(models.AbstractModel):
    """Values of the acceptance certificate of an installation (R165, R178)."""

    _name = "report.aftersales_service.report_acceptance"
    _description = "Acceptance Certificate"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.installation",
            "docs": self.env["aftersales.installation"].browse(docids),
            "qr_data_uri": qr_data_uri,
        }
