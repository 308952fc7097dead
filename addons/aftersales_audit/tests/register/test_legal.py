from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..document.common import DocumentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLegalRegister(DocumentCase):
    """Laws that hold, laws that do not, and whether we keep them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head_user = cls._create_user("technician", "test_legal_head")
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Legal Test",
                "manager_id": cls.env["hr.employee"]
                .create({"name": "Head", "user_id": cls.head_user.id})
                .id,
            }
        )
        cls.env["aftersales.legal.item"].search([]).is_applicable = False
        cls.contract_law = cls.env.ref("aftersales_audit.legal_contract_law")
        cls.civil_code = cls.env.ref("aftersales_audit.legal_civil_code")

    @rule("R401", "R405", "R406", "R407", "R408", "R410", "R411", "R412")
    def test_the_check_finds_both_that_the_handbook_cites_in_vain(self):
        """One handbook's list holds a repealed law and a revoked standard."""
        cited = self.env["aftersales.legal.item"]
        for name in (
            *("contract_law", "product_quality_law", "consumer_law", "trademark_law"),
            *("gbt_16784_2", "gbt_15624", "gb_9969", "quality_liability"),
            *("gbt_27922", "gbt_16868"),
        ):
            cited |= self.env.ref(f"aftersales_audit.legal_{name}")
        cited.with_user(self.writer).action_confirm_applicable()
        found = cited.search([("is_cited_in_vain", "=", True), ("id", "in", cited.ids)])
        standard = self.env.ref("aftersales_audit.legal_gbt_16784_2")
        self.assertEqual(found, self.contract_law | standard)
        self.assertEqual(cited.filtered("is_cited_in_vain"), found)
        with freeze_time("2017-12-14 02:00:00"):
            self.env.invalidate_all()
            self.assertFalse(cited.search([("is_cited_in_vain", "=", True)]))

    @rule("R402", "R409")
    def test_what_took_its_place_comes_in(self):
        self._issue()
        self.contract_law.with_user(self.writer).write(
            {"is_applicable": True, "document_ids": self.document.ids}
        )
        self.contract_law.with_user(self.writer).action_use_successor()
        self.assertFalse(self.contract_law.is_cited_in_vain)
        self.assertTrue(self.civil_code.is_applicable)
        self.assertEqual(self.civil_code.confirmed_by_id, self.writer)
        self.assertEqual(self.civil_code.document_ids, self.document)
        with self.assertRaisesRegex(UserError, "its own place"):
            self.civil_code.replaced_by_id = self.contract_law

    def test_search_and_status_say_the_same(self):
        Item = self.env["aftersales.legal.item"]
        items = Item.create(
            [
                {"name": "A", "effective_date": "2020-01-01"},
                {"name": "B", "end_date": "2020-01-01"},
                {"name": "C", "effective_date": "2027-01-01"},
                {"name": "D"},
                {"name": "E", "effective_date": "2026-03-02", "end_date": "2026-03-02"},
            ]
        )
        self.assertEqual(
            items.mapped("status"),
            ["in_force", "ended", "coming", "unknown", "in_force"],
        )
        for status in ("in_force", "ended", "coming", "unknown"):
            found = Item.search([("status", "=", status), ("id", "in", items.ids)])
            self.assertEqual(found, items.filtered(lambda i, s=status: i.status == s))

    @rule("R402")
    def test_who_watches_it_is_told_once(self):
        self.civil_code.write(
            {"user_id": self.writer.id, "check_months": 6, "checked_on": "2025-09-01"}
        )
        Item = self.env["aftersales.legal.item"]
        for _run in range(2):
            Item._remind_batch(100)
        self.assertEqual(len(self.civil_code.activity_ids), 1)
        self.civil_code.with_user(self.writer).action_checked()
        self.assertFalse(self.civil_code.activity_ids)
        self.assertEqual(str(self.civil_code.check_date), "2026-09-02")

    @rule("R403")
    def test_laws_nobody_was_trained_on_are_found(self):
        self.civil_code.is_applicable = True
        view = self.env.ref("aftersales_audit.aftersales_legal_item_view_search")
        node = etree.fromstring(view.arch).find(".//filter[@name='untrained']")
        untrained = literal_eval(node.get("domain"))
        Item = self.env["aftersales.legal.item"].with_user(self.writer)
        self.assertIn(self.civil_code, Item.search(untrained))
        self.civil_code.training_ids = self.env["aftersales.training"].create(
            {"name": "The Civil Code in Service"}
        )
        self.assertNotIn(self.civil_code, Item.search(untrained))

    @rule("R404")
    def test_departments_are_asked_every_year(self):
        self.civil_code.write(
            {"is_applicable": True, "department_ids": self.department.ids}
        )
        evaluation = (
            self.env["aftersales.legal.evaluation"]
            .with_user(self.writer)
            .create({"year": 2026})
        )
        evaluation.action_start()
        line = evaluation.line_ids
        self.assertRecordValues(
            line,
            [{"item_id": self.civil_code.id, "department_id": self.department.id}],
        )
        with self.assertRaisesRegex(UserError, "1 lines have no outcome"):
            evaluation.action_finish()
        head = line.with_user(self.head_user)
        self.env.invalidate_all()
        head.outcome = "not"
        self.assertEqual(line.user_id, self.head_user)
        with self.assertRaises(AccessError):
            line.with_user(self.dispatcher).outcome = "complied"
        for vals in ({"department_id": False}, {"user_id": self.writer.id}):
            with self.assertRaisesRegex(UserError, "asked of which law stays"):
                head.write(vals)
        with self.assertRaisesRegex(UserError, "say what was found"):
            evaluation.action_finish()
        head.finding = "No written warranty"
        evaluation.conclusion = "One gap"
        evaluation.action_finish()
        task = self.env["aftersales.corrective.task"]._find_for(evaluation)
        self.assertRecordValues(
            task,
            [{"user_id": self.head_user.id, "department_id": self.department.id}],
        )
        self.assertEqual(str(task.deadline), "2026-04-01")
        self.assertEqual((evaluation.breach_count, evaluation.compliance_rate), (1, 0))
        with self.assertRaisesRegex(UserError, "stay as they are"):
            head.outcome = "complied"

    def test_a_repealed_law_is_marked_in_the_evaluation(self):
        self.contract_law.is_applicable = True
        evaluation = self.env["aftersales.legal.evaluation"].create({"year": 2026})
        evaluation.action_start()
        self.assertTrue(evaluation.line_ids.was_repealed)

    @rule("R401", "R404")
    def test_register_and_evaluation_go_on_paper(self):
        self.contract_law.is_applicable = True
        evaluation = self.env["aftersales.legal.evaluation"].create({"year": 2026})
        evaluation.action_start()
        evaluation.line_ids.write({"outcome": "not_applicable", "finding": "<Gone>"})
        for name, docs, words in (
            ("legal_list", self.contract_law, ("1999-10-01", "replaced by", "Civil")),
            (
                "legal_evaluation",
                evaluation,
                ("Contract Law", "(repealed)", "&lt;Gone&gt;", "Does Not Apply"),
            ),
        ):
            paper = str(
                self.env["ir.actions.report"]._render_qweb_html(
                    f"aftersales_audit.report_{name}", docs.ids
                )[0],
                "utf-8",
            )
            for text in words:
                self.assertIn(text, paper)
