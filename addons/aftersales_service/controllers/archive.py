from odoo import http
from odoo.http import request


class ArchiveController(http.Controller):
    @http.route(
        "/aftersales/archive/<int:batch_id>.zip",
        type="http",
        auth="user",
        methods=["GET"],
        # The download is logged, so the database is written to.
        readonly=False,
    )
    def download_archive(self, batch_id):
        """The ZIP of a sealed batch, as it is kept."""
        batch = request.env["aftersales.archive.batch"].browse(batch_id).exists()
        if not batch:
            raise request.not_found()
        file = batch._take_file()
        stream = request.env["ir.binary"]._get_stream_from(
            file, filename=batch.zip_name, mimetype="application/zip"
        )
        stream.public = False
        return stream.get_response(
            as_attachment=True, content_security_policy=None, immutable=False
        )
