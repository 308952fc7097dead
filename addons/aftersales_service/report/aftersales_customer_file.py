from odoo import api, models


class ReportCustomerFile(models.AbstractModel):
    """The customer file on paper: taking it along needs a right, and is logged."""

    _name = "report.aftersales_service.report_customer_file"
    _description = "Customer File Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        files = self.env["aftersales.customer.file"].browse(docids)
        files.check_access("read")
        for file in files:
            file._check_export()
            file._log("pdf")
        return {"doc_ids": docids, "doc_model": files._name, "docs": files}
