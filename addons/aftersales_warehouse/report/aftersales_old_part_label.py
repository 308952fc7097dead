from odoo import api, models

from odoo.addons.aftersales_service.tools.qr import qr_data_uri


class ReportOldPartLabel(models.AbstractModel):
    """Labels of old parts: what it is, where it was, where it goes, by when."""

    _name = "report.aftersales_warehouse.report_old_part_label"
    _description = "Labels of Old Parts"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.old.part",
            "docs": self.env["aftersales.old.part"].browse(docids),
            "qr_data_uri": qr_data_uri,
        }
