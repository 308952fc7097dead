import base64
import csv
import io

from odoo import fields, models
from odoo.tools import file_open

from odoo.addons.aftersales_service.models.sealed_mixin import SEALING
from odoo.addons.aftersales_service.tools import archive_zip, signoff

REPORT = "aftersales_audit.action_report_audit"
#: What a formula begins with.
FORMULA = ("=", "+", "-", "@")
READERS = "aftersales_service.group_inspector,aftersales_service.group_service_manager"


class AftersalesAudit(models.Model):
    """Everything a certifier asks for in one file that proves itself."""

    _name = "aftersales.audit"
    _inherit = ["aftersales.audit", "aftersales.export.mixin"]

    evidence_file = fields.Binary(readonly=True, copy=False, groups=READERS)
    evidence_file_name = fields.Char(compute="_compute_evidence_file_name")
    evidence_digest = fields.Char(
        string="SHA-256 of the Evidence File", readonly=True, copy=False
    )

    def _compute_evidence_file_name(self):
        for audit in self:
            audit.evidence_file_name = f"{audit.name.replace('/', '-')}.zip"

    def action_pack_evidence(self):
        """Pack what was frozen: once it is closed, and only if it is still whole."""
        self._check_step_role("close")
        self.check_access("write")
        self._refuse(
            [
                self.env._("%(audit)s: close it first.", audit=audit.name)
                if audit.state != "closed"
                else self.env._(
                    "%(audit)s was changed after it was closed: it proves nothing.",
                    audit=audit.name,
                )
                for audit in self
                if not audit._verify()
            ]
        )
        for audit in self:
            data = archive_zip.pack(audit._get_evidence_files())
            digest = archive_zip.sha256(data)
            audit.sudo().with_context(_aftersales_sealing=SEALING).write(
                {"evidence_file": base64.b64encode(data), "evidence_digest": digest}
            )
            audit.message_post(
                body=self.env._("Evidence packed. SHA-256: %(digest)s", digest=digest)
            )

    def action_download_evidence(self):
        self.ensure_one()
        self._check_export_right()
        self.check_access("read")
        self._trace_export(f"evidence of {self.name}, SHA-256 {self.evidence_digest}")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/evidence_file"
            f"/{self.evidence_file_name}?download=true",
            "target": "download",
        }

    def _get_verify_problems(self) -> list[str]:
        """What is wrong with the file, beside what is wrong with the evaluation."""
        problems = super()._get_verify_problems()
        if not self.evidence_digest:
            return problems
        data = self.sudo().with_context(bin_size=False).evidence_file
        found = archive_zip.verify(base64.b64decode(data or b""), self.evidence_digest)
        return problems + self.env["aftersales.archive.batch"]._describe_problems(found)

    # -- what is in it -------------------------------------------------------------

    def _get_evidence_files(self) -> dict[str, bytes]:
        self.ensure_one()
        audit = self.sudo()
        files = {
            "evaluation.json": signoff.canonical(audit._get_frozen_content()),
            "indicators.csv": audit._write_indicator_rows(),
            "evidence.csv": audit._write_evidence_rows(),
            "score-sheet.xlsx": audit._write_score_sheet(),
        }
        for lang, _name in self.env["res.lang"].get_installed():
            report = self.env["ir.actions.report"].sudo().with_context(lang=lang)
            files[f"report-{lang}.pdf"] = report._render_qweb_pdf(REPORT, self.ids)[0]
        for photo in audit.line_ids.attachment_ids:
            name = photo.name.replace("/", "-")
            files[f"photos/{photo.id}-{name}"] = photo.raw or b""
        with file_open("aftersales_audit/static/evidence/verify.txt", "rb") as file:
            files["VERIFY.txt"] = file.read()
        return files

    def _write_indicator_rows(self) -> bytes:
        titles = [
            *("clause", "unit", "points", "points_are_from"),
            *("result", "samples", "passed"),
            *("points_reached", "finding", "proposed", "what_the_records_say"),
            "why_it_differs",
        ]
        return self._write_rows(
            titles,
            [
                [
                    *(line.clause_id.display_name, line.unit_name),
                    *(line.points or "", line.points_source),
                    *(line.result, line.sample_size, line.passed_count, line.mark),
                    *(line.finding, line.proposed_result, line.proposed_reason),
                    line.override_reason,
                ]
                for line in self.line_ids
            ],
        )

    def _write_evidence_rows(self) -> bytes:
        titles = [
            *("clause", "unit", "source", "what_was_counted", "value", "count"),
            *("model", "id", "name", "collected"),
        ]
        rows = []
        for item in self.line_ids.evidence_ids:
            head = [
                *(item.line_id.clause_id.display_name, item.line_id.unit_name),
                *(item.source, item.name, item.value, item.count, item.res_model),
            ]
            records = zip(item.res_ids or [""], item.res_names or [""], strict=True)
            rows += [[*head, *record, item.collected_at] for record in records]
        return self._write_rows(titles, rows)

    def _write_rows(self, titles: list[str], rows: list[list]) -> bytes:
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows([self._as_cell(one) for one in row] for row in rows)
        # With a mark, so that spreadsheets read Chinese names as such.
        return file.getvalue().encode("utf-8-sig")

    @staticmethod
    def _as_cell(value):
        """Text that a spreadsheet would take for a formula stays text."""
        if isinstance(value, str) and value.startswith(FORMULA):
            return f"'{value}"
        return "" if value is False else value

    def _write_score_sheet(self) -> bytes:
        file = io.BytesIO()
        sheet = self.env["aftersales.audit.score.sheet"].create({"audit_id": self.id})
        sheet._write_workbook(file)
        return file.getvalue()
