from io import BytesIO

from odoo import http
from odoo.http import content_disposition, request

from ..tools.ledger_sheet import Column, LedgerSheet, open_book
from .sheet import XLSX


class CustomerFileController(http.Controller):
    @http.route(
        "/aftersales/customer-file/<int:file_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        # The export is logged, so the database is written to.
        readonly=False,
    )
    def export_customer_file(self, file_id):
        """A customer file that lies open, one sheet a section."""
        file = request.env["aftersales.customer.file"].browse(file_id).exists()
        if not file:
            raise request.not_found()
        file.check_access("read")
        file._check_export()
        file._log("xlsx")
        buffer = BytesIO()
        book = open_book(buffer)
        for section in file._get_sections():
            sheet = LedgerSheet(
                book,
                section["title"],
                [Column(title, "text") for title in section["columns"]],
            )
            sheet.write_head([section["title"], file.partner_id.display_name])
            for row in section["rows"]:
                sheet.write_row(row)
            sheet.close("")
        book.close()
        return request.make_response(
            buffer.getvalue(),
            [
                ("Content-Type", XLSX),
                (
                    "Content-Disposition",
                    content_disposition(f"{file.partner_id.name}.xlsx"),
                ),
                ("Cache-Control", "no-store"),
            ],
        )
