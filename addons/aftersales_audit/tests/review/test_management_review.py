from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..nonconformity.common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestManagementReview(NonconformityCase):
    """Agenda, data pack, decisions, signatures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("finance", "boss")
        cls.boss.group_ids += cls.env.ref("aftersales_audit.group_management")
        cls.review = (
            cls.env["aftersales.management.review"]
            .with_user(cls.inspector)
            .create(
                {
                    "title": "First half of 2026",
                    "chair_id": cls.boss.id,
                    "participant_ids": [(6, 0, (cls.boss | cls.plant_user).ids)],
                }
            )
        )

    def _figures(self, topic):
        topic = self.env.ref(f"aftersales_audit.review_topic_{topic}")
        rows = self.review.figure_ids.filtered(lambda row: row.topic_id == topic)
        return {row.name: row.value for row in rows}

    @rule("R332", "R488")
    def test_figures_are_frozen_when_the_papers_are_made(self):
        self.assertEqual(len(self.review.line_ids), 10)
        self._find()
        self.review.action_prepare()
        before = self._figures("nonconformity")
        self.assertEqual(before["Written Down"], "1")
        self.assertEqual(before["Came Again"], "0")
        self._find()
        self.assertEqual(self._figures("nonconformity"), before)
        with self.assertRaises(UserError):
            self.review.figure_ids.write({"value": "0"})
        with self.assertRaises(UserError):
            self.review.figure_ids.unlink()
        self.review.action_redo()
        self.assertFalse(self.review.figure_ids)
        self.review.action_prepare()
        self.assertEqual(self._figures("nonconformity")["Written Down"], "2")

    def test_every_source_of_the_pack_answers(self):
        for source in self.review._get_pack_sources():
            for name, value in getattr(self.review.sudo(), f"_pack_{source}")():
                self.assertTrue(name and value, source)

    def test_topics_name_sources_that_there_are(self):
        with self.assertRaisesRegex(ValidationError, "nonsense"):
            self.env["aftersales.management.review.topic"].create(
                {"name": "x", "source": "nonsense"}
            )

    @rule("R335", "R381")
    def test_documents_are_reviewed_before_the_meeting(self):
        self.env["aftersales.document"].search([]).revision_ids.unlink()
        document = self.env["aftersales.document"].create(
            {
                "code": "T-9",
                "name": "Rule",
                "company_id": self.company.id,
                "user_id": self.plant_user.id,
            }
        )
        revision = document._begin_revision(number="A")
        self.env.cr.execute(
            "UPDATE aftersales_document_revision SET state = 'in_force' WHERE id = %s",
            revision.ids,
        )
        self.env.invalidate_all()
        document._compute_revision_id()
        self.review.action_prepare()
        self.assertEqual(document.activity_ids.user_id, self.plant_user)
        self.assertEqual(self.review.unreviewed_count, 1)
        with self.assertRaisesRegex(UserError, "1 documents"):
            self.review.action_hold()
        self.env["aftersales.document.review"].create({"document_id": document.id})
        self.env.invalidate_all()
        self.review.action_hold()

    @rule("R332", "R488")
    def test_decisions_become_tasks_of_signed_minutes(self):
        self.review.action_prepare()
        self.review.unreviewed_reason = "New documents."
        self.review.action_hold()
        self.review.decision_ids = [
            (
                0,
                0,
                {
                    "name": "Buy two vans.",
                    "user_id": self.plant_user.id,
                    "deadline": "2026-09-30",
                },
            )
        ]
        self.review.conclusion = "It works."
        with self.assertRaisesRegex(UserError, "signed"):
            self.review.action_close()
        self.review.action_sign("minutes")
        self.review.with_user(self.boss).action_sign("chair")
        self.review.conclusion = "It works well."
        self.assertFalse(self.review.is_signed_off)
        self.review.action_sign("minutes")
        self.review.line_ids[0].unlink()
        self.review.action_sign("minutes")
        self.review.with_user(self.boss).action_sign("chair")
        self.review.action_close()
        task = self.env["aftersales.corrective.task"]._find_for(self.review)
        self.assertEqual(
            (task.user_id, task.measure), (self.plant_user, "Buy two vans.")
        )
        self.assertEqual(self.review.task_count, 1)
        with self.assertRaises(UserError):
            self.review.conclusion = "x"
        with self.assertRaises(UserError):
            self.review.decision_ids.write({"name": "Buy none."})
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_management_review", self.review.ids
        )
        self.assertIn("Buy two vans.", html.decode())

    def test_minutes_are_not_signed_before_the_meeting(self):
        self.review.date = "2026-06-08"
        for step in (None, self.review.action_prepare):
            if step:
                step()
            with self.assertRaisesRegex(UserError, "Meeting Held"):
                self.review.action_sign("minutes")
        self.review.unreviewed_reason = "New documents."
        with self.assertRaisesRegex(UserError, "was not held yet"):
            self.review.action_hold()
        self.assertFalse(self.review.signoff_ids)
        with freeze_time("2026-06-08 02:00:00"):
            self.review.action_hold()
            self.review.action_sign("minutes")
        self.assertEqual(self.review.signoff_ids.user_id, self.inspector)

    def test_participants_read_others_do_not(self):
        mine = self.review.with_user(self.plant_user)
        self.assertEqual(mine.title, "First half of 2026")
        self.assertTrue(mine.line_ids.mapped("name"))
        names = ["task_count", "unreviewed_count", "signoff_missing"]
        for user in (self.plant_user, self.boss, self.inspector):
            self.assertTrue(self.review.with_user(user).read(names))
        with self.assertRaises(AccessError):
            mine.title = "x"
        with self.assertRaises(AccessError):
            mine.action_prepare()
        with self.assertRaises(AccessError):
            self.review.with_user(self.office_head.user_id).read(["title"])
