import base64
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase

SUMS = "SHA256SUMS"


@tagged("post_install", "-at_install")
class TestEvidenceFile(EvaluationCase):
    """The evidence is checked without Odoo, by exactly what its own note tells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        audit = cls._start_audit()
        audit.line_ids.action_met()
        photo = {"name": "公示 牌.png", "raw": b"a photo"}
        audit.line_ids[0].attachment_ids = [Command.create(photo)]
        cls._close_audit(audit)
        with patch.object(
            type(cls.env["ir.actions.report"]),
            "_render_qweb_pdf",
            return_value=(b"%PDF-1.4", "pdf"),
        ):
            audit.action_pack_evidence()
        cls.audit = audit
        kept = audit.sudo().with_context(bin_size=False).evidence_file
        cls.data = base64.b64decode(kept)

    def setUp(self):
        super().setUp()
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        with zipfile.ZipFile(io.BytesIO(self.data)) as book:
            book.extractall(self.folder)

    def _check_sums(self) -> tuple[int, str]:
        """Step 2 of the note, word for word."""
        with file_open("aftersales_audit/static/evidence/verify.txt") as file:
            command = re.search(r"In that folder run:\s+(.+)", file.read()).group(1)
        program, *args = command.split()
        if not shutil.which(program):
            self.skipTest(f"{program} is not installed")
        done = subprocess.run(
            [program, *args],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def _find_strangers(self) -> set[str]:
        """Files beside those of the list, the list itself left out."""
        listed = {
            line.split("  ", 1)[1]
            for line in (self.folder / SUMS).read_text().splitlines()
        }
        found = {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        }
        return found - listed - {SUMS}

    @rule("R346", "R354")
    def test_an_untouched_file_is_in_order(self):
        code, told = self._check_sums()
        self.assertEqual(code, 0, told)
        self.assertEqual(set(re.findall(r": (\w+)$", told, re.MULTILINE)), {"OK"})
        self.assertFalse(self._find_strangers())
        names = {path.name for path in self.folder.rglob("*")}
        self.assertLessEqual(
            {"evaluation.json", "indicators.csv", "evidence.csv", "score-sheet.xlsx"}
            | {"VERIFY.txt", "report-en_US.pdf"},
            names,
        )
        self.assertTrue(any(name.endswith("公示 牌.png") for name in names))

    def test_the_digests_are_those_that_the_evaluation_names(self):
        sums = dict(
            reversed(line.split("  ", 1))
            for line in (self.folder / SUMS).read_text().splitlines()
        )
        # The digest that the report names is that of what was frozen.
        self.assertEqual(sums["evaluation.json"], self.audit.digest)
        whole = self.folder.parent / f"{self.folder.name}.zip"
        whole.write_bytes(self.data)
        self.addCleanup(whole.unlink)
        done = subprocess.run(
            ["sha256sum", whole], capture_output=True, text=True, check=True
        )
        self.assertEqual(done.stdout.split()[0], self.audit.evidence_digest)

    def test_a_changed_lost_or_added_file_shows(self):
        changed = self.folder / "indicators.csv"
        before = changed.read_bytes()
        changed.write_bytes(before.replace(b"met", b"not_met", 1))
        code, told = self._check_sums()
        self.assertNotEqual(code, 0)
        self.assertIn("indicators.csv: FAILED", told)
        changed.unlink()
        self.assertNotEqual(self._check_sums()[0], 0)
        changed.write_bytes(before)
        self.assertEqual(self._check_sums()[0], 0)
        (self.folder / "photos" / "later.png").write_bytes(b"x")
        self.assertEqual(self._find_strangers(), {"photos/later.png"})
