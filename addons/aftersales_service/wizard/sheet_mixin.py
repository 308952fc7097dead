import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class AftersalesSheetMixin(models.AbstractModel):
    """A wizard that hands over a spreadsheet, written when it is fetched.

    The wizard says what is in it (`_write_workbook`) and what it is called
    (`_get_file_name`). Exports need the host's right and leave a trace.
    """

    _name = "aftersales.sheet.mixin"
    _description = "Export of a Spreadsheet"

    def action_export(self):
        """Hand over to the controller, which streams the file."""
        self.ensure_one()
        self._check_export_right()
        return {
            "type": "ir.actions.act_url",
            "url": f"/aftersales/sheet/{self._name}/{self.id}.xlsx",
            "target": "download",
        }

    def _check_export_right(self) -> None:
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You may not export data. Ask an administrator for the right "
                    "“Export”."
                )
            )

    def _write_workbook(self, file) -> int:
        """Write the sheet into ``file`` and say how many rows it has."""
        raise NotImplementedError

    def _get_file_name(self) -> str:
        raise NotImplementedError

    def _get_log_name(self) -> str:
        """What the log says was exported."""
        return self._get_file_name()

    def _log_export(self, row_count: int) -> None:
        """Leave a lasting trace: the wizard itself is gone in an hour."""
        message = (
            f"{self.env.user.login} (id {self.env.uid}) exported {row_count} rows: "
            f"{self._get_log_name()}"
        )
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
                "func": "_log_export",
                "line": "0",
            }
        )
