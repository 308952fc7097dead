from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import DocumentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestDocumentManual(DocumentCase):
    """A document of chapters follows the facts behind it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manual = cls.env["aftersales.document"].create(
            {
                "name": "Manual",
                "code": "T-M",
                "kind": "manual",
                "user_id": cls.writer.id,
                "chapter_ids": [
                    Command.create(
                        {"number": "1", "name": "Us", "body": "<p>[[company]]</p>"}
                    ),
                    Command.create(
                        {"number": "2", "name": "Outlets", "body": "[[outlet_list]]"}
                    ),
                ],
            }
        )
        cls.outlet.is_published = True

    def _compare(self):
        return self.manual.with_user(self.writer).action_refresh()

    def test_the_first_revision_is_composed(self):
        self._compare()
        revision = self.manual.pending_revision_id
        self.assertIn(self.company.name, revision.body)
        self.assertIn("Qingdao Branch", revision.body)
        self.assertIn("<h2>2 Outlets</h2>", revision.body)

    @rule("R379")
    def test_a_changed_fact_makes_a_new_revision_that_names_its_chapter(self):
        self._compare()
        first = self.manual.pending_revision_id
        self._sign(first)
        first.with_user(self.writer).action_issue()
        action = self._compare()
        self.assertEqual(action["tag"], "display_notification")
        self.assertFalse(self.manual.pending_revision_id)
        self.outlet.name = "Qingdao Flagship <b>Branch</b>"
        self.env["aftersales.document"]._cron_refresh()
        second = self.manual.pending_revision_id
        self.assertEqual(second.number, "A/1")
        self.assertEqual(second.change_ids.mapped("chapter"), ["2"])
        self.assertIn("Flagship &lt;b&gt;", second.body)
        self.assertIn(self.writer, second.activity_ids.user_id)
        self.env["aftersales.document"]._cron_refresh()
        self.assertEqual(len(self.manual.revision_ids), 2, "once is enough")
        self.assertIn("Qingdao Branch", first.body, "what was signed stays")

    def test_the_record_follows_the_chapters(self):
        self.manual.chapter_ids = [
            Command.create({"number": str(number), "name": "X", "body": "[[phone]]"})
            for number in (3, 10)
        ]
        self._compare()
        first = self.manual.pending_revision_id
        self._sign(first)
        first.with_user(self.writer).action_issue()
        self.company.phone = "0532-1"
        self.writer.lang = self.env["res.lang"]._activate_lang("zh_CN").code
        self.env["aftersales.document"]._cron_refresh()
        second = self.manual.pending_revision_id
        self.assertEqual(second.change_ids.mapped("chapter"), ["3", "10"])
        self.env["aftersales.document"]._cron_refresh()
        self.assertEqual(len(self.manual.revision_ids), 2)

    def test_an_unknown_place_is_named(self):
        self.manual.chapter_ids[0].body = "<p>[[companie]]</p>"
        with self.assertRaisesRegex(UserError, r"Chapter 1: .*companie.*company"):
            self._compare()

    def test_each_language_has_its_own_text(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        chapter = self.manual.chapter_ids[0]
        chapter.body = "<p>We are [[company]].</p>"
        chapter.update_field_translations(
            "body", {"zh_CN": {"We are [[company]].": "我们是[[company]]。"}}
        )
        self._compare()
        revision = self.manual.pending_revision_id
        chinese = revision.with_context(lang="zh_CN")
        self.assertIn(f"We are {self.company.name}.", revision.body)
        self.assertIn(f"我们是{self.company.name}。", chinese.body)
        self.assertNotIn("我们", revision.body)
        self._sign(revision)
        revision.with_user(self.writer).action_issue()
        self.assertIn("我们是", chinese.body, "nor does a signature change it")
        self.assertFalse(self.manual._refresh())
        revision = self._write_revision(body="<p>Visit.</p><script>go()</script>")
        self.assertEqual(revision.body, "<p>Visit.</p>", "no scripts")

    @rule("R484")
    def test_the_company_s_own_matrix_fills_its_place(self):
        self.manual.chapter_ids[1].body = "<div>[[matrix]]</div>"
        self._compare()
        revision = self.manual.pending_revision_id
        self.assertNotIn("▲", revision.body, "matrices of other houses are not ours")
        shipped = self.env.ref("aftersales_audit.responsibility_matrix_handbook_004")
        matrix = shipped.copy({"company_id": self.company.id})
        self._compare()
        self.assertIn("▲", revision.body)
        sections = matrix.scheme_id.clause_ids.filtered(lambda c: c.level == "section")
        # Each section is a table of its own, so that every page names its columns.
        body = "".join(revision.body.split())
        self.assertEqual(body.count("Purchasing</th>"), len(sections))
        for clause in matrix.cell_ids.clause_id | sections:
            self.assertIn(f"{clause.code} {clause.name}", revision.body)
        self.assertNotIn("5.1.1.1 ", revision.body, "the marks of 5.1.1 hold for it")
        digests = revision.source_digests
        clause = matrix.cell_ids[:1].clause_id
        column = matrix.column_ids[-1]
        mark = matrix.legend_id.mark_ids[0]
        cell = matrix.cell_ids.filtered(
            lambda one: one.clause_id == clause and one.column_id == column
        )
        matrix.action_set_mark(
            clause.id, column.id, mark.id if cell.mark_id != mark else False
        )
        self._compare()
        self.assertNotEqual(revision.source_digests["2"], digests["2"])
        self.assertEqual(revision.source_digests["1"], digests["1"])

    @rule("R409")
    def test_a_law_that_applies_reaches_the_manual_and_its_keeper(self):
        self.env["aftersales.legal.item"].search([]).is_applicable = False
        self.manual.chapter_ids[1].body = "<div>[[legal_list]]</div>"
        self._compare()
        first = self.manual.pending_revision_id
        self.assertNotIn("Trademark", first.body)
        self._sign(first)
        first.with_user(self.writer).action_issue()
        law = self.env.ref("aftersales_audit.legal_trademark_law")
        law.with_user(self.writer).action_confirm_applicable()
        self.env["aftersales.document"]._cron_refresh()
        second = self.manual.pending_revision_id
        self.assertIn("Trademark Law", second.body)
        # What is not known stays an empty cell: every row has them all.
        self.assertEqual(second.body.count("<td"), 5)
        self.assertIn(self.writer, second.activity_ids.user_id)
        law.end_date = "2026-03-01"
        self.env["aftersales.document"]._cron_refresh()
        self.assertNotIn("Trademark", second.body, "a repealed law is not cited")

    @rule("R375")
    def test_two_revisions_are_compared(self):
        self._compare()
        first = self.manual.pending_revision_id
        self.assertFalse(first.difference)
        self._sign(first)
        first.with_user(self.writer).action_issue()
        self.outlet.name = "Qingdao <Flagship>"
        self._compare()
        second = self.manual.pending_revision_id
        self.assertEqual(second.previous_id, first)
        self.assertIn("Qingdao Branch", second.difference.split("</del>")[0])
        self.assertIn("Qingdao &lt;Flagship&gt;", second.difference)
        self.assertNotIn(self.company.name, second.difference, "that is the same")
        self._sign(second)
        second.with_user(self.writer).action_issue()
        self.env.invalidate_all()
        reader = Form(second.with_user(self.dispatcher))
        self.assertIn("Flagship", reader.body)
        with self.assertRaises(AccessError):
            second.with_user(self.dispatcher).read(["difference"])

    #: Titles of the shipped register that answer to each rule's regime.
    REGIMES = {
        "R511": ("sqr_01",),
        "R512": ("sqr_02",),
        "R513": ("sqr_03",),
        "R514": ("sqr_04",),
        "R515": ("sqr_05",),
        "R516": ("sqr_06",),
        "R517": ("sqr_07",),
        "R518": ("sqr_08",),
        "R519": ("sqr_09",),
        "R520": ("sqr_10",),
        "R521": ("sqr_11",),
        "R522": ("sqr_12",),
        "R523": ("sqr_13",),
        "R524": ("sqr_14",),
        "R525": ("sqr_15",),
        "R526": ("sqr_16",),
        "R527": ("sqr_17",),
        "R528": ("sqr_18",),
        # Thirteen procedures that one handbook names.
        "R529": (
            *("sqp_03", "sqp_04", "sqp_05", "sqp_06", "sqp_07", "sqp_08", "sqp_09"),
            *("sqp_10", "sqp_11", "sqp_12", "sqp_13", "sqp_14", "sqp_01"),
        ),
        "R530": ("sqr_19",),
        # What another manual's contents name after repair and parts.
        "R531": (
            *("sqp_05", "sqp_06", "sqp_15", "sqr_08", "sqp_16", "sqp_17", "sqp_13"),
        ),
        # Nine procedures and six regulations of one handbook.
        "R391": (
            *("sqp_01", "sqp_02", "sqp_09", "sqp_18", "sqp_19", "sqp_08", "sqp_05"),
            *("sqp_20", "sqp_21", "sqr_20", "sqr_16", "sqr_22", "sqr_24", "sqr_25"),
            "sqr_02",
        ),
        # Nine rules of another.
        "R390": (
            *("sqr_20", "sqp_08", "sqr_21", "sqp_09", "sqp_05", "sqp_04", "sqr_19"),
            *("sqr_22", "sqr_23"),
        ),
    }

    @rule("R390", "R391", "R511", "R512", "R513", "R514", "R515", "R516")
    @rule("R517", "R518", "R519", "R520", "R521", "R522", "R523", "R524")
    @rule("R525", "R526", "R527", "R528", "R529", "R530", "R531")
    def test_the_shipped_register_names_every_regime(self):
        manual = self.env.ref("aftersales_audit.document_manual")
        below = manual.child_ids
        for number, names in self.REGIMES.items():
            for name in names:
                with self.subTest(rule=number, document=name):
                    document = self.env.ref(f"aftersales_audit.document_{name}")
                    self.assertEqual(document.parent_id, manual)
                    self.assertTrue(document.name)
        self.assertGreaterEqual(len(below), 40)
        self.assertFalse(below.revision_ids.filtered("issued_at"))
        self.assertEqual(len(manual.chapter_ids), 18)
        Source = self.env["aftersales.document.source"]
        for chapter in manual.chapter_ids:
            self.assertFalse(Source._find_unknown_places(chapter.body), chapter.name)
        manual.with_user(self.writer).action_refresh()
        self.assertIn("<h2>18 ", manual.pending_revision_id.body)

    @rule("R499", "R500", "R501", "R502", "R504", "R505", "R506", "R507")
    @rule("R509", "R510")
    def test_the_manual_names_the_duties_of_other_departments(self):
        chapter = self.env.ref("aftersales_audit.document_manual_chapter_5")
        for words in (
            *("reviews every order", "follows them until they have arrived"),
            *("assesses suppliers", "runs the stores", "instructions for use"),
            *("half-finished and finished goods", "orders are finished on time"),
            *("complete, safe", "its own people and vehicles"),
        ):
            self.assertIn(words, chapter.body)
        standard = self.env.ref("aftersales_audit.legal_gb_9969")
        self.assertEqual(standard.number, "GB 9969.1-2008")
