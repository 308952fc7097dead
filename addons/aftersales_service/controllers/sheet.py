from collections.abc import Callable
from tempfile import TemporaryFile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def stream_workbook(write: Callable, name: str) -> Response:
    """Stream a spreadsheet from a file on disk, whatever its size.

    :param write: writes the workbook into the open file it is given
    :param name: what the file is called on the reader's machine
    """
    # Closed, and thereby deleted, when the response has been sent.
    file = TemporaryFile()  # noqa: SIM115
    write(file)
    size = file.tell()
    file.seek(0)
    response = Response(
        wrap_file(request.httprequest.environ, file),
        direct_passthrough=True,
        headers=[
            ("Content-Type", XLSX),
            ("Content-Length", str(size)),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
        ],
    )
    response.call_on_close(file.close)
    return response


class SheetController(http.Controller):
    @http.route(
        "/aftersales/sheet/<string:model>/<int:wizard_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        # The export is logged, so the database is written to.
        readonly=False,
    )
    def export_sheet(self, model, wizard_id):
        """The spreadsheet of a wizard."""
        mixin = request.env.registry["aftersales.sheet.mixin"]
        if not issubclass(request.env.registry.get(model, object), mixin):
            raise request.not_found()
        wizard = request.env[model].browse(wizard_id).exists()
        if not wizard:
            raise request.not_found()
        wizard._check_export_right()
        wizard.check_access("read")
        return stream_workbook(
            lambda file: wizard._log_export(wizard._write_workbook(file)),
            wizard._get_file_name(),
        )
