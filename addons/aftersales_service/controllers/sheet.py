from tempfile import TemporaryFile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

from .ledger import XLSX


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
        """Stream the spreadsheet of a wizard, from a file on disk."""
        mixin = request.env.registry["aftersales.sheet.mixin"]
        if not issubclass(request.env.registry.get(model, object), mixin):
            raise request.not_found()
        wizard = request.env[model].browse(wizard_id).exists()
        if not wizard:
            raise request.not_found()
        wizard._check_export_right()
        wizard.check_access("read")
        # Closed, and thereby deleted, when the response has been sent.
        file = TemporaryFile()  # noqa: SIM115
        wizard._log_export(wizard._write_workbook(file))
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
