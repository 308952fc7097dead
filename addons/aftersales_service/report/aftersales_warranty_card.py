from odoo import api, models

from ..tools.qr import qr_data_uri

# Repairs that can be entered by hand after the printed ones.
BLANK_ROWS = 10


class ReportWarrantyCard(models.AbstractModel):
    """Values of the warranty card (保修卡) on paper."""

    _name = "report.aftersales_service.report_warranty_card"
    _description = "Warranty Card Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        cards = self.env["aftersales.warranty.card"].browse(docids)
        cards.equipment_id._ensure_qr_tokens()
        repairs = cards._get_repair_rows()
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.warranty.card",
            "docs": cards,
            "orders": self.env["aftersales.order"],
            "qr_data_uri": qr_data_uri,
            "get_repairs": lambda card: repairs[card.equipment_id.id],
            "blank_rows": BLANK_ROWS,
        }
