from odoo import api, models

from ..tools.qr import qr_data_uri


class ReportPaymentReceipt(models.AbstractModel):
    """Values of the receipt that a customer gets for each payment (R133, R134)."""

    _name = "report.aftersales_service.report_payment_receipt"
    _description = "Payment Receipt Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        payments = self.env["account.payment"].browse(docids)
        payments.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "account.payment",
            # Who may see the payment may see what its receipt says.
            "docs": payments.sudo()._get_received().filtered("aftersales_order_id"),
            "qr_data_uri": qr_data_uri,
        }
