from odoo import models


class AftersalesPageMixin(models.AbstractModel):
    """A document that its customer reads on a page of the portal, ``_page_path``/id."""

    _name = "aftersales.page.mixin"
    _inherit = ["portal.mixin"]
    _description = "Document with a Page for the Customer"

    _page_path: str

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for document in self:
            document.access_url = f"{self._page_path}/{document.id}"
        return result

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")
