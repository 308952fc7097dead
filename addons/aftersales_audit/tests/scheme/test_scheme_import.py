import base64
import io
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import AuditCase


@tagged("post_install", "-at_install")
class TestSchemeImport(AuditCase):
    """Points from the company's own copy of the standard."""

    def _import(self, content, scheme=None, user=None):
        wizard = self.env["aftersales.audit.scheme.import"].with_user(
            user or self.inspector
        )
        wizard = wizard.create(
            {
                "scheme_id": (scheme or self.scheme).id,
                "file": base64.b64encode(content),
                "file_name": "points.csv",
            }
        )
        wizard.action_import()
        return wizard

    def _workbook(self, rows):
        book, file = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(file)
        return file.getvalue()

    @rule("R340")
    def test_the_template_comes_back_with_points(self):
        scheme = self.env.ref("aftersales_audit.audit_scheme_gbt_27922").copy()
        wizard = self.env["aftersales.audit.scheme.import"].with_user(self.inspector)
        wizard = wizard.create({"scheme_id": scheme.id})
        wizard._check_export_right()
        file = io.BytesIO()
        self.assertEqual(wizard._write_workbook(file), len(scheme.clause_ids))
        book = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
        sheet = book.active
        rows = {row[0].value: row for row in sheet.iter_rows()}
        rows["5.1.1.1"][2].value = 2.5
        changed = io.BytesIO()
        book.save(changed)
        self._import(changed.getvalue(), scheme)
        clause = scheme.clause_ids.filtered(lambda one: one.code == "5.1.1.1")
        self.assertEqual((clause.points, clause.points_source), (2.5, "company"))
        known = scheme.clause_ids.filtered(lambda one: one.code == "5.1.2.2")
        self.assertEqual(known.points_source, "standard", "It was not touched.")
        wizard.action_download_csv()
        self.assertIn(b"5.1.1.1", base64.b64decode(wizard.template))

    def test_the_template_is_read_in_whatever_language_it_was_written(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.inspector.lang = "zh_CN"
        scheme = self.env.ref("aftersales_audit.audit_scheme_gbt_27922").copy()
        wizard = self.env["aftersales.audit.scheme.import"].with_user(self.inspector)
        wizard = wizard.with_context(lang="zh_CN").create({"scheme_id": scheme.id})
        columns = {
            name: column._replace(title=f"«{column.title}»")
            for name, column in wizard._get_columns().items()
        }
        with patch.object(type(wizard), "_get_columns", return_value=columns):
            wizard.action_download_csv()
            wizard.file = wizard.template
            wizard.action_import()
        self.assertFalse(wizard.issue_note)

    def test_equal_shares_never_come_back_as_points(self):
        scheme = self.env.ref("aftersales_audit.audit_scheme_gbt_27922").copy()
        scheme.action_fill_placeholder()
        wizard = self.env["aftersales.audit.scheme.import"].with_user(self.inspector)
        wizard = wizard.create({"scheme_id": scheme.id})
        wizard.action_download_csv()
        wizard.file = wizard.template
        wizard.action_import()
        found = scheme.clause_ids.mapped("points_source")
        self.assertEqual(found.count("placeholder"), 45)
        self.assertEqual(found.count("company"), 0)
        # The same number from the company's copy is no placeholder any more.
        clause = scheme.clause_ids.filtered(lambda one: one.code == "5.2.2")
        self._import(f"Clause,Points\n5.2.2,{clause.points}\n".encode(), scheme)
        self.assertEqual(clause.points_source, "company")

    def test_the_company_s_text_comes_along_as_text(self):
        content = '条款,标准原文\n2.2,"第一 <b>\n第二"\n'.encode("gb18030")
        self._import(content)
        self.assertIn("第一 &lt;b&gt;<br", self.clauses["2.2"].text)
        self.assertEqual(self.clauses["2.2"].points, 10)

    def test_with_one_bad_row_nothing_is_loaded_and_all_are_told(self):
        content = (
            "Clause,Name,Points\n2.2,,8\n1.1.1,,many\n2.2,,9\n,x,1\n3.1,,5\n2.2,,x\n"
        )
        wizard = self._import(content.encode())
        self.assertEqual(
            wizard.issue_note.splitlines(),
            [
                "Line 3: points “many” are no number above 0 and up to 100.",
                "Line 4: 2.2 is there twice.",
                "Line 5: the clause number is missing.",
                "Line 6: the scheme has no clause 3.1. Give it a name to add it.",
                "Line 7: 2.2 is there twice.",
                "Line 7: points “x” are no number above 0 and up to 100.",
            ],
        )
        self.assertEqual(self.clauses["2.2"].points, 10)

    def test_a_house_checklist_is_loaded_with_its_tree(self):
        scheme = self.scheme.create({"name": "Branches", "code": "HOUSE"})
        self._import(
            self._workbook(
                [
                    ["条款", "名称", "分值"],
                    ["1", "Premises", 60],
                    ["1.2", "Notice posted", 20],
                    ["1.1", "Clean", 40],
                    ["2", "People", 40],
                ]
            ),
            scheme,
        )
        self.assertTrue(scheme.is_complete)
        self.assertEqual(
            scheme.clause_ids._get_parents_by_code(),
            {"1": None, "1.1": "1", "1.2": "1", "2": None},
        )
        self.assertEqual(set(scheme.clause_ids.mapped("points_source")), {"house"})

    def test_files_that_are_none_and_schemes_in_force_are_refused(self):
        with self.assertRaisesRegex(UserError, "cannot be read"):
            self._import(b"PK\x03\x04 broken")
        self.assertTrue(self._import(b"A,B\n1,2\n").issue_note)
        self.scheme.action_put_in_force()
        with self.assertRaisesRegex(UserError, "not a draft"):
            self._import(b"Clause,Points\n2.2,5\n")
        with self.assertRaises(AccessError):
            self._import(b"Clause,Points\n2.2,5\n", user=self.technician_user)
