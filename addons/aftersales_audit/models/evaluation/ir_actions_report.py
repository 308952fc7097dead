import io

from odoo import models
from odoo.tools.pdf import PdfReader, PdfWriter

#: The note stands in the margin above the text; in millimetres from the top.
STAMP_TOP, STAMP_BOTTOM = 2, 8.5
POINTS = 72 / 25.4


class IrActionsReport(models.Model):
    """Papers on evaluations say on each page if their points are from no standard.

    The note is laid over the finished pages: a wkhtmltopdf without patched Qt repeats
    no header.
    """

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        streams = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        report = self._get_report(report_ref)
        if report.model != "aftersales.audit":
            return streams
        for res_id, found in streams.items():
            audits = self.env["aftersales.audit"].browse(res_id or res_ids)
            if any(audits.mapped("uses_placeholder")):
                found["stream"] = self._stamp_placeholder(report, found["stream"])
        return streams

    def _stamp_placeholder(self, report, stream) -> io.BytesIO:
        html = self.env["ir.qweb"]._render("aftersales_audit.audit_placeholder_stamp")
        stamp = self._run_wkhtmltopdf(
            [html],
            report_ref=report,
            specific_paperformat_args={"data-report-margin-top": STAMP_TOP},
        )
        note = PdfReader(io.BytesIO(stamp)).pages[0]
        # Its page is painted white: the strip of the note alone covers nothing.
        box = note.trimbox
        box.lower_left = (box.left, float(box.top) - STAMP_BOTTOM * POINTS)
        writer = PdfWriter()
        for page in PdfReader(stream).pages:
            page.merge_page(note)
            writer.add_page(page)
        result = io.BytesIO()
        writer.write(result)
        return result
