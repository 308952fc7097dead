from odoo import models


class AftersalesSheetMixin(models.AbstractModel):
    """A wizard that hands over a spreadsheet, written when it is fetched.

    The wizard says what is in it (`_write_workbook`) and what it is called
    (`_get_file_name`). Exports need the host's right and leave a trace.
    """

    _name = "aftersales.sheet.mixin"
    _inherit = ["aftersales.export.mixin"]
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

    def _write_workbook(self, file) -> int:
        """Write the sheet into ``file`` and say how many rows it has."""
        raise NotImplementedError

    def _get_file_name(self) -> str:
        raise NotImplementedError

    def _get_log_name(self) -> str:
        """What the log says was exported."""
        return self._get_file_name()

    def _log_export(self, row_count: int) -> None:
        self._trace_export(f"{row_count} rows: {self._get_log_name()}")
