import base64
import io
import json
import zipfile

import PyPDF2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ...tools import archive_zip
from ..rules import rule
from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestArchiveFile(ArchiveCase):
    def _read(self, batch):
        return batch._find_file().raw

    @rule("R396", "R400")
    def test_one_zip_opens_without_odoo(self):
        dispatch = self._create_visit()
        batch = self._seal(self._open())
        self.assertEqual(batch.state, "sealed")
        book = zipfile.ZipFile(io.BytesIO(self._read(batch)))
        self.assertIsNone(book.testzip())
        self.assertEqual(
            set(book.namelist()),
            {
                *("SHA256SUMS", "MANIFEST.json", "VERIFY.txt", "index.html"),
                *("cover.pdf", "pages/00001.pdf", "records.json", "records.xlsx"),
            },
        )
        record = json.loads(book.read("records.json"))[0]
        self.assertEqual(record["name"], dispatch.name)
        self.assertEqual(record["opinion"], "satisfied")
        manifest = json.loads(book.read("MANIFEST.json"))
        self.assertEqual(manifest["papers"][0]["sha256"], batch.line_ids.digest)
        self.assertEqual(
            [sign["name"] for sign in manifest["signatures"]],
            [self.dispatcher.name, self.office.name],
        )
        index = book.read("index.html").decode()
        self.assertIn(dispatch.name, index)
        self.assertIn("pages/00001.pdf", index)
        for outside in ("http://", "https://", "//cdn", "<script"):
            self.assertNotIn(outside, index)

    def test_same_content_makes_the_same_bytes(self):
        self._create_visit()
        batch = self._open()
        self._hand_over(batch)
        batch = batch.sudo()
        with freeze_time("2026-04-02 01:00:00"):
            first = batch._get_files()
        with freeze_time("2027-05-03 04:00:00"):
            again = batch._get_files()
        for name in first:
            if not name.endswith(".pdf"):
                self.assertEqual(first[name], again[name], name)

    def test_what_is_kept_is_verified(self):
        self._create_visit()
        batch = self._seal(self._open())
        self.assertEqual(archive_zip.sha256(self._read(batch)), batch.zip_digest)
        action = batch.with_user(self.inspector).action_verify()
        self.assertEqual(action["params"]["type"], "success")
        data = self._read(batch)
        batch._find_file().raw = data.replace(b"satisfied", b"SATISFIED", 1)
        action = batch.with_user(self.inspector).action_verify()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertIn("was changed", action["params"]["message"])

    def _check(self, data):
        Wizard = self.env["aftersales.archive.verify"].with_user(self.inspector)
        with Form(Wizard) as form:
            form.file = base64.b64encode(data)
        wizard = form.save()
        wizard.action_verify()
        return wizard

    def test_any_file_is_checked(self):
        self._create_visit()
        batch = self._seal(self._open())
        data = self._read(batch)
        good = self._check(data)
        self.assertEqual((good.state, good.batch_id), ("good", batch))
        files = archive_zip.read(data)
        files["records.json"] += b" "
        self.assertIn(
            "records.json was changed", self._check(archive_zip._write(files)).result
        )
        files = archive_zip.read(data)
        files["more.txt"] = b"?"
        self.assertIn(
            "more.txt was added", self._check(archive_zip._write(files)).result
        )
        files = archive_zip.read(data)
        del files["cover.pdf"]
        self.assertIn(
            "cover.pdf is missing", self._check(archive_zip._write(files)).result
        )
        # Sums made to fit do not help: the archive is another one.
        files = archive_zip.read(data)
        del files["SHA256SUMS"]
        files["records.json"] = b"[]"
        forged = self._check(archive_zip.pack(files))
        self.assertEqual(forged.state, "bad")
        self.assertIn("not the one that was sealed", forged.result)
        self.assertIn("no archive", self._check(b"anything").result)
        for place in range(0, len(data), max(1, len(data) // 20)):
            touched = bytearray(data)
            touched[place] ^= 1
            self.assertTrue(archive_zip.verify(bytes(touched)), place)

    def test_a_killed_run_goes_on_behind_the_last_piece(self):
        self._create_visit()
        self._create_visit("2026-03-03 03:00:00")
        batch = self._open()
        self._hand_over(batch)
        batch.with_user(self.office).action_seal()
        self.patch_piece(1)
        batch = batch.sudo()
        self.assertFalse(batch._pack_piece())
        self.assertEqual(batch.packed_count, 1)
        # ... here the server stops; the next run finds the batch as it stands.
        self.env["aftersales.archive.batch"]._cron_pack()
        self.assertEqual(batch.state, "sealed")
        names = zipfile.ZipFile(io.BytesIO(self._read(batch))).namelist()
        pages = [name for name in names if name.startswith("pages/")]
        self.assertEqual(pages, ["pages/00001.pdf", "pages/00002.pdf"])
        self.assertFalse(
            self.env["aftersales.archive.piece"].search([("batch_id", "=", batch.id)])
        )

    def patch_piece(self, size):
        self.patch(
            type(self.env["aftersales.archive.batch"]),
            "_get_piece_size",
            lambda batch: size,
        )

    @rule("R395")
    def test_the_phone_log_is_printed_as_a_table_and_stays_open(self):
        order = self._create_order(description="Drawer sticks")
        batch = self._seal(
            self._open(self.env.ref("aftersales_service.archive_rule_phone_log"))
        )
        self.assertIn("pages/00001.pdf", archive_zip.read(self._read(batch)))
        self.assertFalse(order.sealed_at)
        order.action_accept()

    def test_the_file_needs_the_right_to_export(self):
        self._create_visit()
        batch = self._seal(self._open())
        self.env.invalidate_all()
        for user in (self.dispatcher, self.office):
            with self.assertRaises(AccessError):
                batch.with_user(user).read(["zip_file"])
        with self.assertRaisesRegex(AccessError, "Export"):
            batch.with_user(self.dispatcher).action_download()
        self.assertIn(
            f"{batch.id}.zip", batch.with_user(self.office).action_download()["url"]
        )

    # -- retention ------------------------------------------------------------------

    def test_kept_as_long_as_the_rule_says_then_destroyed_with_a_protocol(self):
        dispatch = self._create_visit()
        batch = self._seal(self._open())
        office = batch.with_user(self.office)
        with self.assertRaisesRegex(UserError, "no retention is set"):
            office.action_destroy("Old")
        self.rule_slip.retention_years = 3
        self.assertEqual(str(batch.keep_until), "2029-03-31")
        with (
            freeze_time("2029-03-31 06:00:00"),
            self.assertRaisesRegex(UserError, "2029-03-31"),
        ):
            office.action_destroy("Old")
        with freeze_time("2029-04-01 06:00:00"):
            self.env.invalidate_all()
            found = batch.search([("can_be_destroyed", "=", True)])
            self.assertIn(batch, found)
            with self.assertRaises(AccessError):
                batch.with_user(self.dispatcher).action_destroy("Old")
            office.action_destroy("Retention is over")
        self.assertEqual(batch.state, "destroyed")
        self.assertFalse(batch._find_file())
        self.assertTrue(batch.line_ids and batch.zip_digest)
        self.assertFalse(dispatch.sealed_at)
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "aftersales_service.report_archive_destruction", batch.ids
            )[0]
            .decode()
        )
        for words in (dispatch.name, "Retention is over", batch.zip_digest):
            self.assertIn(words, html)

    def test_printed_pages_carry_their_fonts_and_fetch_nothing(self):
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        self._create_visit()
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            batch = self._seal(self._open().with_context(force_report_rendering=True))
        files = archive_zip.read(self._read(batch))
        pages = [data for name, data in files.items() if name.endswith(".pdf")]
        self.assertEqual(len(pages), 2)
        for data in pages:
            self.assertTrue(data.startswith(b"%PDF"))
            reader = PyPDF2.PdfReader(io.BytesIO(data))
            for page in reader.pages:
                for link in page.get("/Annots", ()):
                    self.assertNotIn("/URI", str(link.get_object()))
                for font in page["/Resources"]["/Font"].values():
                    self.assertTrue(_is_embedded(font.get_object()))


def _is_embedded(font) -> bool:
    """Does the file carry the glyphs of this font itself?"""
    for inner in font.get("/DescendantFonts", [font]):
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
            return False
    return True


@tagged("post_install", "-at_install")
class TestArchiveDownload(ArchiveCase, HttpCase):
    def test_a_download_is_the_sealed_file_and_leaves_a_trace(self):
        self._create_visit()
        batch = self._seal(self._open())
        url = f"/aftersales/archive/{batch.id}.zip"
        self.office.password = self.dispatcher.password = "test_archive_1"
        self.authenticate(self.office.login, "test_archive_1")
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(archive_zip.sha256(response.content), batch.zip_digest)
        self.assertIn(batch.zip_name, response.headers["Content-Disposition"])
        logs = self.env["ir.logging"].search([("name", "=", batch._name)])
        self.assertIn(f"{self.office.login} (id {self.office.id})", logs.message)
        self.assertIn("downloaded", batch.message_ids[0].body)
        self.authenticate(self.dispatcher.login, "test_archive_1")
        with mute_logger("odoo.http"):
            self.assertNotEqual(self.url_open(url).status_code, 200)
        self.assertEqual(
            self.env["ir.logging"].search_count([("name", "=", batch._name)]), 1
        )
