from odoo import models
from odoo.exceptions import UserError


class AftersalesArchiveBatch(models.Model):
    """The file leaves the house: by right, and with a trace."""

    _name = "aftersales.archive.batch"
    _inherit = ["aftersales.archive.batch", "aftersales.export.mixin"]

    def action_download(self):
        """Hand over to the controller, which streams the file."""
        self.ensure_one()
        self._check_download()
        return {
            "type": "ir.actions.act_url",
            "url": f"/aftersales/archive/{self.id}.zip",
            "target": "download",
        }

    def _check_download(self) -> None:
        self._check_export_right()
        self.check_access("read")
        if not self._find_file():
            raise UserError(
                self.env._("%(batch)s has no archive file.", batch=self.name)
            )

    def _take_file(self):
        """The file for whoever may have it, once that is written down."""
        self._check_download()
        self._trace_export(f"the archive {self.zip_name}, SHA-256 {self.zip_digest}")
        self.sudo().message_post(body=self.env._("The archive file was downloaded."))
        return self._find_file()
