from odoo import api, models

from odoo.addons.aftersales_service.models.sealed_mixin import is_harmless


class IrAttachment(models.Model):
    """Files of a revision are part of what was signed."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if all(map(is_harmless, vals)):
            return super().write(vals)
        revisions = self._get_document_revisions()
        revisions._check_draft()
        result = super().write(vals)
        revisions._void_changed_signoffs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._get_document_revisions()._check_draft()

    def _get_document_revisions(self):
        """One look-up, whatever the number of files."""
        return (
            self.env["aftersales.document.revision"]
            .sudo()
            .search([("file_ids", "in", self.ids)])
        )
