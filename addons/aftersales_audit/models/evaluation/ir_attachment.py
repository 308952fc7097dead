from odoo import api, models

from odoo.addons.aftersales_service.models.sealed_mixin import is_harmless


class IrAttachment(models.Model):
    """Photos of a frozen evaluation, and its evidence file, stay as they were."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not all(map(is_harmless, vals)):
            self._refuse_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._refuse_frozen()

    def _refuse_frozen(self) -> None:
        """One look-up, whatever the number of files."""
        files = self.sudo().filtered(
            lambda file: file.res_model == "aftersales.audit" and file.res_field
        )
        audits = self.env["aftersales.audit"].sudo().browse(files.mapped("res_id"))
        lines = (
            self.env["aftersales.audit.line"]
            .sudo()
            .search(
                [("attachment_ids", "in", self.ids), ("audit_id.state", "=", "closed")]
            )
        )
        (audits.exists() | lines.audit_id)._refuse_sealed()
