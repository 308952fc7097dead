from tempfile import TemporaryFile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LedgerController(http.Controller):
    @http.route(
        "/aftersales/ledger/<int:wizard_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        # The export is logged, so the database is written to.
        readonly=False,
    )
    def export_ledger(self, wizard_id):
        """Stream the ledger that an export wizard asks for, from a file on disk."""
        wizard = request.env["aftersales.ledger.export"].browse(wizard_id).exists()
        if not wizard:
            raise request.not_found()
        wizard._check_export_right()
        wizard.check_access("read")
        # Closed, and thereby deleted, when the response has been sent.
        file = TemporaryFile()  # noqa: SIM115
        row_count = wizard._write_workbook(file)
        wizard._log_export(row_count)
        size = file.tell()
        file.seek(0)
        response = Response(
            wrap_file(request.httprequest.environ, file),
            direct_passthrough=True,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Length", str(size)),
                ("Content-Disposition", content_disposition(wizard._get_file_name())),
                ("Cache-Control", "no-store"),
            ],
        )
        response.call_on_close(file.close)
        return response
