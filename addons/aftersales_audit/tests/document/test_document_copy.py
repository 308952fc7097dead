from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import DocumentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestDocumentCopy(DocumentCase):
    """Who has which copy, from handing out to giving back."""

    def setUp(self):
        super().setUp()
        self.revision = self._issue()
        self.copy = self._create_copy(employee_id=self.technician.id)

    def _create_copy(self, **vals):
        return (
            self.env["aftersales.document.copy"]
            .with_user(self.writer)
            .create({"document_id": self.document.id, **vals})
        )

    @rule("R377", "R383", "R389", "R392")
    def test_its_holder_reads_it(self):
        self.assertEqual(self.copy.display_name, "T-01-001")
        self.copy.action_hand_out()
        holder = self.copy.with_user(self.technician_user)
        self.assertEqual(self.copy.activity_ids.user_id, self.technician_user)
        with self.assertRaisesRegex(UserError, "only its holder"):
            self.copy.action_confirm()
        self.assertIn("Visit them.", holder.body, "he reads it where he confirms it")
        holder.action_confirm()
        self.assertEqual(self.copy.state, "received")
        self.assertFalse(self.copy.activity_ids)
        with self.assertRaises(AccessError):
            holder.write({"number": 9})
        with self.assertRaises(AccessError):
            self.copy.with_user(self.dispatcher).read(["number"])

    def test_its_holder_is_told_in_his_own_words(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.document.with_context(lang="zh_CN").name = "回访"
        self.technician_user.lang = "zh_CN"
        self.copy.action_hand_out()
        self.assertIn("回访", self.copy.activity_ids.summary)
        self.copy.action_call_back()
        self.assertIn("回访", self.copy.activity_ids.summary)
        self.reviewer.lang = "zh_CN"
        second = self._write_revision()
        second.with_user(self.writer).action_submit()
        self.assertIn("回访", second.activity_ids.summary)

    @rule("R386")
    def test_a_new_revision_calls_it_back_and_keeps_its_number(self):
        self.copy.action_hand_out()
        other = self._create_copy(employee_id=self.technician.id)
        self.assertEqual(other.number, 2)
        second = self._write_revision()
        self._sign(second)
        second.with_user(self.writer).action_issue()
        self.assertEqual(self.copy.state, "called_back")
        self.assertIn("Give back", self.copy.activity_ids.summary)
        self.assertTrue(self.copy.is_obsolete)
        fresh = second.copy_ids
        self.assertRecordValues(
            fresh,
            [{"number": 1, "state": "prepared", "employee_id": self.technician.id}],
        )
        self.assertEqual(other.state, "cancelled", "it never was handed out")
        self.copy.action_give_back()
        self.assertFalse(self.copy.is_out)
        self.assertFalse(self.copy.activity_ids)

    @rule("R366", "R367", "R368")
    def test_what_goes_outside_is_released_first(self):
        outside = self._create_copy(partner_id=self.customer.id, purpose="Tender")
        with self.assertRaisesRegex(UserError, "released first"):
            outside.action_hand_out()
        with self.assertRaises(AccessError):
            outside.with_user(self.reviewer).action_sign("release")
        outside.with_user(self.approver).action_sign("release")
        outside.purpose = "Something else"
        with self.assertRaisesRegex(UserError, "released first"):
            outside.action_hand_out()
        outside.with_user(self.approver).action_sign("release")
        outside.action_hand_out()
        self.assertEqual(outside.state, "handed_out")

    @rule("R369", "R370")
    def test_who_leaves_his_post_gives_it_back(self):
        self.copy.action_hand_out()
        self.technician.department_id = self.env["hr.department"].create(
            {"name": "Elsewhere"}
        )
        self.assertEqual(self.copy.state, "called_back")

    @rule("R369", "R377", "R392")
    def test_copies_and_their_list_are_printed(self):
        self.copy.action_hand_out()
        report = self.env["ir.actions.report"].with_user(self.writer)
        for name, record, words in (
            ("copy", self.copy, ("T-01-001", "Visit them.", self.writer.name)),
            ("distribution", self.document, ("T-01-001", self.technician.name)),
        ):
            paper = report._render_qweb_html(
                f"aftersales_audit.report_document_{name}", record.ids
            )[0].decode()
            for text in words:
                self.assertIn(text, paper)

    @rule("R371")
    def test_a_lost_copy_is_explained(self):
        self.copy.action_hand_out()
        with self.assertRaisesRegex(UserError, "how it was lost"):
            self.copy.action_lose()
        self.copy.note = "Left in a train"
        self.copy.action_lose()
        self.assertEqual(self.copy.state, "lost")

    def test_a_copy_has_one_holder(self):
        for vals in (
            {},
            {"employee_id": self.technician.id, "partner_id": self.customer.id},
        ):
            with self.assertRaisesRegex(ValidationError, "one holder"):
                self._create_copy(**vals)

    def test_only_what_is_in_force_is_handed_out(self):
        self.revision.with_user(self.writer).action_withdraw("Old")
        self.assertEqual(self.copy.state, "cancelled")
        late = self._create_copy(
            employee_id=self.technician.id, revision_id=self.revision.id
        )
        with self.assertRaisesRegex(UserError, "not in force"):
            late.action_hand_out()
