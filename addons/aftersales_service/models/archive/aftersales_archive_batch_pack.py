import base64
import io
import json
from datetime import datetime

from odoo import api, fields, models
from odoo.tools import file_open

from ...tools import archive_zip, signoff
from ...tools.ledger_sheet import Column, LedgerSheet, open_book

# Papers of one PDF: printed in one go, and small enough to be opened anywhere.
PIECE = 40
# Where a kind has no paper of its own, its rows are printed as a table.
ROWS = 400
COVER = "aftersales_service.action_report_archive_cover"
TABLE = "aftersales_service.action_report_archive_table"
# Given to the spreadsheet, which would otherwise say when it was written.
NEVER = datetime(1980, 1, 1)


class AftersalesArchiveBatch(models.Model):
    """One ZIP that opens without Odoo: pages, spreadsheet, data, digests."""

    _inherit = "aftersales.archive.batch"

    @api.model
    def _cron_pack(self) -> None:
        """Print and pack what is being sealed, piece by piece."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count([("state", "=", "sealing")]))
        while batch := self.search([("state", "=", "sealing")], limit=1, order="id"):
            batch = batch.try_lock_for_update()
            if not batch:
                return  # another server packs it
            done = batch._pack_piece()
            if not cron._commit_progress(int(done)):
                return

    def _pack_piece(self) -> bool:
        """Print the next piece, or make the file; says whether the batch is done."""
        self.ensure_one()
        batch = self.with_context(lang=self._get_lang())
        if batch._print_piece():
            return False
        batch._finish_file()
        return True

    def _print_piece(self) -> bool:
        """Print the papers behind those that are packed; says if there were any."""
        if self.packed_count >= self.line_count:
            return False
        size = self._get_piece_size()
        first, records, lines = next(self._iter_papers(size, self.packed_count))
        report = self._get_source()._describe(self.source).report
        self.env["aftersales.archive.piece"].create(
            {
                "batch_id": self.id,
                "first": first,
                "name": self._get_piece_name(first),
                "content": base64.b64encode(
                    self._print(report, records)
                    if report
                    else self._print(TABLE, self, self._get_table(records))
                ),
            }
        )
        self.packed_count = first + len(lines)
        return True

    def _get_piece_size(self) -> int:
        return PIECE if self._get_source()._describe(self.source).report else ROWS

    def _get_table(self, records) -> dict:
        """Titles and rows of a printed table, in the language of the archive."""
        source = self._get_wording()
        plain = self._get_source()
        return {
            "titles": list(source._get_titles(self.source).values()),
            "rows": [
                list(
                    source._get_words(
                        self.source, plain._get_content(self.source, record)
                    ).values()
                )
                for record in records.with_env(plain.env)
            ],
        }

    def _get_piece_name(self, place: int) -> str:
        return f"pages/{place // self._get_piece_size() + 1:05d}.pdf"

    def _print(self, report: str, records, data: dict | None = None) -> bytes:
        """PDF of the host, in the language of the archive."""
        Report = self.env["ir.actions.report"].with_context(
            lang=self._get_lang(), tz=self._get_zone().zone
        )
        content, _kind = Report._render_qweb_pdf(report, records.ids, data)
        return content

    def _get_wording(self):
        """The source in words of the company's language, by the company's clock."""
        return self._get_source().with_context(
            lang=self._get_lang(), tz=self._get_zone().zone
        )

    # -- the file -------------------------------------------------------------------

    def _finish_file(self) -> None:
        pieces = self.env["aftersales.archive.piece"].search(
            [("batch_id", "=", self.id)]
        )
        data = archive_zip.pack(
            {
                **{piece.name: base64.b64decode(piece.content) for piece in pieces},
                **self._get_files(),
            }
        )
        self._keep_file(data)
        pieces.unlink()
        self._transition(
            "finish", zip_digest=archive_zip.sha256(data), zip_size=len(data)
        )
        self.message_post(
            body=self.env._(
                "Sealed: %(count)s papers. SHA-256 of the file: %(digest)s",
                count=self.line_count,
                digest=self.zip_digest,
            )
        )

    def _keep_file(self, data: bytes) -> None:
        """As the field would keep it, without another copy of it in memory."""
        self._drop_file()
        self.env["ir.attachment"].create(
            {
                "name": "zip_file",
                "res_model": self._name,
                "res_field": "zip_file",
                "res_id": self.id,
                "type": "binary",
                "mimetype": "application/zip",
                "raw": data,
            }
        )
        self.invalidate_recordset(["zip_file"])

    def _find_file(self):
        """The archive file, as the database keeps it."""
        self.ensure_one()
        # Attachments of fields are not found without naming the field.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "zip_file"),
                    ("res_id", "=", self.id),
                ]
            )
        )

    def _drop_file(self) -> None:
        self._find_file().unlink()
        self.invalidate_recordset(["zip_file"])

    def _get_files(self) -> dict[str, bytes]:
        """All but the printed papers: cover, data, spreadsheet, index, how to check."""
        contents = self._get_contents()
        titles = self._get_wording()._get_titles(self.source)
        return {
            "cover.pdf": self._print(COVER, self),
            "records.json": signoff.canonical([item for _line, item in contents]),
            "records.xlsx": self._write_book(contents, titles),
            "MANIFEST.json": self._write_manifest(),
            "index.html": self._write_index(contents, titles),
            "VERIFY.txt": self._read_static("verify.txt"),
        }

    def _get_contents(self) -> list:
        """(line, content) of all papers, in their order."""
        source = self._get_source()
        contents = []
        for _first, records, lines in self._iter_papers(PIECE * 10):
            by_id = {record.id: record for record in records}
            contents += [
                (line, source._get_content(self.source, by_id[line.res_id]))
                for line in lines
                if line.res_id in by_id
            ]
        return contents

    def _write_manifest(self) -> bytes:
        """Who handed in what to whom, and the digest of each paper."""
        lines = self.env["aftersales.archive.line"].search(
            [("batch_id", "=", self.id)], order="sequence, id"
        )
        manifest = {
            "batch": self._get_signed_content(),
            "signatures": [
                {
                    "role": sign.role_name,
                    "name": sign.user_id.name,
                    "signed_at": sign.signed_at,
                    "sha256": sign.digest,
                }
                for sign in self.signoff_ids.sorted("id")
                if sign.state == "signed"
            ],
            "papers": [
                {
                    "name": line.name,
                    "sha256": line.digest,
                    "missing": line.gaps or None,
                    "explained": line.excuse or None,
                }
                for line in lines
            ],
        }
        # For people, too: one line an entry.
        plain = json.loads(signoff.canonical(manifest))
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()

    def _write_book(self, contents: list, titles: dict) -> bytes:
        file = io.BytesIO()
        book = open_book(file)
        book.set_properties({"created": NEVER})
        sheet = LedgerSheet(
            book,
            self.name.replace("/", "-"),
            [Column(title, "text") for title in titles.values()],
        )
        sheet.write_head(self._get_head_lines())
        source = self._get_wording()
        for _line, content in contents:
            words = source._get_words(self.source, content)
            sheet.write_row([words[name] for name in titles])
        sheet.close("")
        book.close()
        return file.getvalue()

    def _get_head_lines(self) -> list[str]:
        return [
            f"{self.name} · {self.rule_id.name}",
            self.company_id.name,
            *([self.outlet_id.name] if self.outlet_id else []),
            self.env._(
                "%(start)s to %(end)s, %(count)s papers",
                start=fields.Date.to_string(self.date_from),
                end=fields.Date.to_string(self.date_to),
                count=self.line_count,
            ),
        ]

    def _write_index(self, contents: list, titles: dict) -> bytes:
        source = self._get_wording()
        html = self.env["ir.qweb"]._render(
            "aftersales_service.archive_index",
            {
                "batch": self,
                "head": self._get_head_lines(),
                "titles": list(titles.values()),
                "rows": [
                    {
                        "page": self._get_piece_name(place),
                        "line": line,
                        "words": list(source._get_words(self.source, content).values()),
                    }
                    for place, (line, content) in enumerate(contents)
                ],
            },
        )
        return f"<!DOCTYPE html>\n{html}".encode()

    @api.model
    def _read_static(self, name: str) -> bytes:
        with file_open(f"aftersales_service/static/archive/{name}", "rb") as file:
            return file.read()
