import io
import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export

ADDONS = ("aftersales_service", "aftersales_warehouse", "aftersales_audit")
LANG = "zh_CN"
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[sdfr]|%[sdfr]")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """Everything a user reads is there in Chinese."""

    def _export_terms(self, addon) -> dict[str, str]:
        """Terms of an addon as the host exports them, with a place of each."""
        buffer = io.BytesIO()
        if not trans_export(False, [addon], buffer, "po", self.env):
            return {}
        exported = polib.pofile(buffer.getvalue().decode())
        return {
            entry.msgid: next((place for place, _line in entry.occurrences), "")
            for entry in exported
        }

    def _read_catalogue(self, addon, name) -> polib.POFile:
        return polib.pofile(file_path(f"{addon}/i18n/{name}"))

    def _installed(self):
        modules = self.env["ir.module.module"].search(
            [("name", "in", ADDONS), ("state", "=", "installed")]
        )
        return [addon for addon in ADDONS if addon in modules.mapped("name")]

    def test_terms_are_exported_at_all(self):
        terms = self._export_terms("aftersales_service")
        self.assertIn("Service Order", terms)
        self.assertGreater(len(terms), 300)

    def test_every_term_is_translated(self):
        for addon in self._installed():
            terms = self._export_terms(addon)
            if not terms:
                continue
            entries = {e.msgid: e for e in self._read_catalogue(addon, f"{LANG}.po")}
            problems = []
            for term, place in sorted(terms.items()):
                entry = entries.get(term)
                if entry is None or entry.obsolete:
                    problems.append(f"missing: {term!r} ({place})")
                elif not entry.msgstr.strip():
                    problems.append(f"empty: {term!r} ({place})")
                elif entry.fuzzy:
                    problems.append(f"fuzzy: {term!r} ({place})")
            if problems:
                shown = "\n".join(problems[:50])
                self.fail(f"{addon}: {len(problems)} terms\n{shown}")

    def test_the_template_holds_the_terms_that_are_there(self):
        # The host drops a translation whose term the template does not hold.
        for addon in self._installed():
            terms = self._export_terms(addon)
            if terms:
                entries = self._read_catalogue(addon, f"{addon}.pot")
                self.assertEqual(
                    set(terms) - {entry.msgid for entry in entries}, set(), addon
                )

    def test_placeholders_are_the_same_in_both_languages(self):
        for addon in self._installed():
            if not self._export_terms(addon):
                continue
            for entry in self._read_catalogue(addon, f"{LANG}.po"):
                if entry.msgstr:
                    self.assertEqual(
                        sorted(PLACEHOLDER.findall(entry.msgid)),
                        sorted(PLACEHOLDER.findall(entry.msgstr)),
                        f"{addon}: {entry.msgid!r}",
                    )

    def test_a_translation_is_not_the_english_text(self):
        # Numbers, names and formulas may be the same; a sentence may not.
        for addon in self._installed():
            if not self._export_terms(addon):
                continue
            for entry in self._read_catalogue(addon, f"{LANG}.po"):
                if entry.msgid.count(" ") >= 3:
                    self.assertNotEqual(entry.msgid, entry.msgstr)
