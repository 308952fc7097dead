from base64 import b64decode

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.aftersales_service.tests.rules import rule

from .common import DocumentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestDocument(DocumentCase):
    """A revision from the draft to the archive of superseded ones."""

    @rule("R364", "R365", "R378", "R380")
    def test_three_people_bring_a_revision_into_force(self):
        revision = self._write_revision()
        self.assertEqual(revision.number, "A/0")
        revision.with_user(self.writer).action_submit()
        self.assertEqual(revision.prepared_by, self.writer.name)
        self.assertIn(self.reviewer, revision.activity_ids.user_id)
        with self.assertRaisesRegex(UserError, "before .* sign"):
            revision.with_user(self.approver).action_sign("approve")
        revision.with_user(self.reviewer).action_sign("review")
        self.assertEqual(revision.state, "in_review")
        revision.with_user(self.approver).action_sign("approve")
        self.assertEqual(revision.state, "approved")
        self.assertFalse(self.document.revision_id, "approved is not issued")
        revision.with_user(self.writer).action_issue()
        self.assertRecordValues(
            self.document,
            [{"status": "valid", "revision_id": revision.id, "revision_number": "A/0"}],
        )
        self.assertEqual(str(self.document.issued_on), "2026-03-02")
        self.assertEqual(
            (revision.reviewed_by, revision.approved_by),
            (self.reviewer.name, self.approver.name),
        )

    @rule("R364", "R365")
    def test_nobody_signs_for_two_nor_without_being_asked(self):
        self.reviewer.group_ids |= self.env.ref("aftersales_audit.group_management")
        role = self.env.ref("aftersales_audit.signoff_role_document_approve")
        role.user_ids |= self.reviewer
        revision = self._write_revision()
        revision.with_user(self.writer).action_submit()
        revision.with_user(self.reviewer).action_sign("review")
        with self.assertRaisesRegex(UserError, "one role only"):
            revision.with_user(self.reviewer).action_sign("approve")
        with self.assertRaises(AccessError):
            revision.with_user(self.dispatcher).action_sign("approve")
        with self.assertRaisesRegex(UserError, "through its buttons"):
            revision.with_user(self.writer).write({"state": "in_force"})

    @rule("R365")
    def test_whoever_is_asked_to_approve_may_send_it_back(self):
        revision = self._write_revision()
        revision.with_user(self.writer).action_submit()
        asked = revision.with_user(self.reviewer)
        self.assertTrue(asked.can_sign)
        self.assertFalse(revision.with_user(self.writer).can_sign, "he has signed")
        asked.action_sign("review")
        self.assertFalse(asked.can_sign)
        self.assertTrue(revision.with_user(self.approver).can_sign)
        with self.assertRaises(AccessError):
            revision.with_user(self.dispatcher).action_rework()
        revision.with_user(self.approver).action_rework()
        self.assertEqual(revision.state, "draft")
        self.assertEqual(set(revision.signoff_ids.mapped("state")), {"void"})

    @rule("R393")
    def test_an_effective_date_lies_not_before_the_approval(self):
        """The error of one of the handbooks: in force before anybody had approved."""
        revision = self._write_revision(effective_date="2026-03-03")
        revision.with_user(self.writer).action_submit()
        revision.with_user(self.reviewer).action_sign("review")
        with (
            freeze_time("2026-03-05 02:00:00"),
            self.assertRaisesRegex(UserError, "lies before its approval"),
        ):
            revision.with_user(self.approver).action_sign("approve")
        late = self.env["aftersales.document"].create({"name": "Late", "code": "T-02"})
        early = self._write_revision(late, effective_date="2026-02-01")
        with self.assertRaisesRegex(UserError, "lies before its approval"):
            early.with_user(self.writer).action_submit()

    def test_a_later_effective_date_is_waited_for(self):
        revision = self._write_revision(effective_date="2026-04-01")
        self._sign(revision)
        with self.assertRaisesRegex(UserError, "by itself on 2026-04-01"):
            revision.with_user(self.writer).action_issue()
        self.env["aftersales.document.revision"]._cron_take_effect()
        self.assertEqual(revision.state, "approved")
        with freeze_time("2026-04-01 02:00:00"):
            self.env["aftersales.document.revision"]._cron_take_effect()
        self.assertEqual(revision.state, "in_force")
        self.assertEqual(str(revision.in_force_on), "2026-04-01")

    @rule("R375", "R376", "R386")
    def test_a_new_revision_supersedes_and_says_what_changed(self):
        first = self._issue()
        second = self._write_revision()
        self.assertEqual(second.number, "A/1")
        self.assertEqual(self.document.status, "changing")
        second.with_user(self.writer).change_ids.unlink()
        with self.assertRaisesRegex(UserError, "change record"):
            second.with_user(self.writer).action_submit()
        self.env["aftersales.document.change"].with_user(self.writer).create(
            {
                "revision_id": second.id,
                "chapter": "2",
                "clause": "2.1",
                "name": "Visits every week",
            }
        )
        self._sign(second)
        second.with_user(self.writer).action_issue()
        self.assertEqual((first.state, second.state), ("superseded", "in_force"))
        self.assertEqual(first._get_mark(), "OBSOLETE")
        picture = b64decode(first._get_watermark().split(",")[1]).decode()
        self.assertIn(">OBSOLETE</text>", picture, "on every page")
        self.assertFalse(second._get_watermark())
        self.assertFalse(second._get_mark())
        change = self.document.change_ids
        self.assertRecordValues(
            change,
            [
                {
                    "chapter": "2",
                    "clause": "2.1",
                    "user_id": self.writer.id,
                    "reviewed_by": self.reviewer.name,
                    "approved_by": self.approver.name,
                }
            ],
        )

    def test_what_was_signed_is_void_when_the_text_changes(self):
        revision = self._write_revision()
        revision.with_user(self.writer).action_submit()
        revision.with_user(self.writer).body = "<p>Otherwise.</p>"
        self.assertFalse(revision.prepared_by)
        self.assertEqual(set(revision.signoff_ids.mapped("state")), {"void"})
        revision.with_user(self.writer).action_rework()
        self._sign(revision)
        with self.assertRaisesRegex(UserError, "approved does not change"):
            revision.with_user(self.writer).body = "<p>Afterwards.</p>"

    @rule("R383")
    def test_everybody_reads_what_is_in_force_and_nothing_else(self):
        revision = self._issue()
        pending = self._write_revision()
        reader = self.env["aftersales.document.revision"].with_user(self.dispatcher)
        found = reader.search([("document_id", "=", self.document.id)])
        self.assertEqual(found, revision)
        shown = self.document.with_user(self.dispatcher)
        self.assertEqual(shown.body, revision.body)
        with self.assertRaises(AccessError):
            pending.with_user(self.dispatcher).read(["body"])
        action = self.document.with_user(self.dispatcher).action_print_valid()
        self.assertIn("report_document_revision", action["report_name"])
        for vals in ({"name": "Mine"}, {"code": "X"}):
            with self.assertRaises(AccessError):
                self.document.with_user(self.dispatcher).write(vals)

    @rule("R385")
    def test_an_external_document_is_confirmed_by_its_department_s_head(self):
        head = self._create_user("technician", "test_head")
        department = self.env["hr.department"].create(
            {
                "name": "Quality",
                "manager_id": self.env["hr.employee"]
                .create({"name": "Head", "user_id": head.id})
                .id,
            }
        )
        self.document.write({"kind": "external", "department_id": department.id})
        revision = self._write_revision()
        revision.with_user(self.writer).action_submit()
        with self.assertRaises(AccessError):
            revision.with_user(self.reviewer).action_sign("confirm")
        revision.with_user(head).action_sign("confirm")
        self.assertEqual(revision.state, "approved")

    @rule("R386")
    def test_a_withdrawn_document_says_why(self):
        revision = self._issue()
        action = revision.with_user(self.writer).action_withdraw()
        self.assertEqual(action["res_model"], "aftersales.document.withdrawal")
        wizard = Form(
            self.env["aftersales.document.withdrawal"]
            .with_user(self.writer)
            .with_context(**action["context"])
        )
        wizard.reason = "Done by the portal now"
        wizard.save().action_withdraw()
        self.assertEqual(revision.state, "withdrawn")
        self.assertEqual(self.document.status, "obsolete")
        with self.assertRaisesRegex(UserError, "stays in the register"):
            self.document.unlink()

    @rule("R372", "R373", "R374", "R381")
    def test_documents_are_reviewed_in_time(self):
        self.document.review_months = 12
        self._issue()
        self.assertEqual(str(self.document.review_date), "2027-03-02")
        due = [("is_review_due", "=", True), ("id", "=", self.document.id)]
        self.assertFalse(self.env["aftersales.document"].search(due))
        with freeze_time("2027-03-02 02:00:00"):
            self.assertTrue(self.env["aftersales.document"].search(due))
            Document = self.env["aftersales.document"]
            for _run in range(2):
                Document._remind_batch(10)
            self.assertEqual(len(self.document.activity_ids), 1)
            self.assertEqual(self.document.activity_ids.user_id, self.writer)
            self.env["aftersales.document.review"].with_user(self.writer).create(
                {"document_id": self.document.id, "note": "Fits"}
            )
            self.assertFalse(self.document.activity_ids)
        self.assertEqual(str(self.document.review_date), "2028-03-02")

    @rule("R372", "R381")
    def test_of_the_next_review_one_is_told_as_well(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.writer.lang = "zh_CN"
        self.document.with_context(lang="zh_CN").name = "回访"
        self.document.review_months = 12
        self._issue()
        with freeze_time("2027-03-02 02:00:00"):
            self.document._remind_batch(10)
            told = self.document.activity_ids
            self.assertIn("回访", told.summary, "in the words of who is told")
            self.document._open_reviews()
            self.assertEqual(self.document.activity_ids, told, "asked once")
            # Reviewed by being changed, without a record of a review.
            second = self._write_revision()
            self.assertTrue(self.document.review_told_on)
            self._sign(second)
            second.with_user(self.writer).action_issue()
        with freeze_time("2028-03-02 02:00:00"):
            due = self.document.search(self.document._get_remind_domain())
            self.assertIn(self.document, due)

    @rule("R373", "R381")
    def test_heads_of_departments_review_what_is_theirs(self):
        head = self._create_user("technician", "test_review_head")
        self.document.department_id = self.env["hr.department"].create(
            {
                "name": "Service",
                "manager_id": self.env["hr.employee"]
                .create({"name": "Head", "user_id": head.id})
                .id,
            }
        )
        self._issue()
        self.document._open_reviews()
        self.assertEqual(self.document.activity_ids.user_id, head)
        self.assertEqual(str(self.document.activity_ids.date_deadline), "2026-03-02")
        Review = self.env["aftersales.document.review"]
        values = {
            "document_id": self.document.id,
            "outcome": "change",
            "note": "A rota is missing",
        }
        with self.assertRaises(AccessError):
            Review.with_user(self.dispatcher).create(values)
        with self.assertRaisesRegex(ValidationError, "lies in the future"):
            Review.with_user(head).create({**values, "reviewed_on": "2036-01-01"})
        review = Review.with_user(head).create(values)
        self.assertFalse(self.document.activity_ids)
        self.assertEqual(review.with_user(self.dispatcher).note, "A rota is missing")
        with self.assertRaises(AccessError):
            review.with_user(self.dispatcher).note = "Nothing is"

    @rule("R384", "R394")
    def test_the_office_keeps_them_sorted_and_labelled(self):
        office = self.env["hr.department"].create({"name": "General Office"})
        keeper = self.document.with_user(self.writer)
        keeper.department_id = office
        below = keeper.create(
            {"name": "Below", "code": "T-00", "parent_id": keeper.id, "sequence": 20}
        )
        first = keeper.create(
            {"name": "First", "code": "T-09", "parent_id": keeper.id, "sequence": 10}
        )
        self.assertEqual(keeper.child_ids, first | below, "in the order of the binder")
        self.assertEqual(below.display_name, "T-00 Below")
        found = keeper.search([("department_id", "child_of", office.id)])
        self.assertEqual(found, keeper)
        with (
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
            mute_logger("odoo.sql_db"),
        ):
            keeper.create({"name": "Twice", "code": "T-09"})

    @rule("R382", "R387", "R388")
    def test_the_lists_of_documents_and_of_records(self):
        self._issue()
        form = self.env["aftersales.document"].create(
            {
                "name": "Visit Sheet",
                "code": "F-01",
                "kind": "form",
                "record_storage": "Office, cabinet 3",
                "retention_years": 5,
            }
        )
        page = self.env["ir.qweb"]._render(
            "aftersales_audit.report_document_list",
            {"docs": self.document | form, "res_company": self.company},
        )
        for text in ("T-01", "Return Visits", "A/0", "2026-03-02", "F-01"):
            self.assertIn(text, str(page))
        self.assertIn(form, form.search([("kind", "=", "form")]))
        empty = self.document.copy({"code": "T-03"})
        self.assertFalse(empty.retention_years, "no figure is made up")

    def test_a_document_belongs_to_no_circle(self):
        below = self.env["aftersales.document"].create(
            {"name": "Below", "code": "T-04", "parent_id": self.document.id}
        )
        with self.assertRaises(UserError):
            self.document.parent_id = below

    def test_the_register_costs_the_same_however_long(self):
        department = self.env["hr.department"].create({"name": "Service"})
        documents = self.env["aftersales.document"].create(
            [
                {
                    "name": f"Rule {number}",
                    "code": f"R-{number:02d}",
                    "department_id": department.id,
                    "review_months": 12,
                }
                for number in range(20)
            ]
        )
        for document in documents:
            self._issue(document)
        names = ["revision_number", "issued_on", "copy_out_count", "is_review_due"]
        documents.read(names)
        pair = documents.browse(documents[:2].ids)
        few = self._count_queries(lambda: pair.read(names))
        many = self._count_queries(lambda: documents.read(names))
        self.assertEqual(few, many)
