import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class AftersalesExportMixin(models.AbstractModel):
    """Something that leaves the system as a file: needs the host's right to export, and
    leaves a trace that those who export cannot change."""

    _name = "aftersales.export.mixin"
    _description = "Export of a File"

    def _check_export_right(self) -> None:
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You may not export data. Ask an administrator for the right "
                    "“Export”."
                )
            )

    def _trace_export(self, what: str) -> None:
        """Write into the log who took what."""
        message = f"{self.env.user.login} (id {self.env.uid}) exported {what}"
        _logger.info(message)
        # Nobody who exports may write, or change, the log of it.
        self.env["ir.logging"].sudo().create(
            {
                "name": self._name,
                "type": "server",
                "dbname": self.env.cr.dbname,
                "level": "INFO",
                "message": message,
                "path": __name__,
                "func": "_trace_export",
                "line": "0",
            }
        )
