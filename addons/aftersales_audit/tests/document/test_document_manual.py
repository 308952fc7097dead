from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

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

    def test_an_unknown_place_is_named(self):
        self.manual.chapter_ids[0].body = "<p>[[companie]]</p>"
        with self.assertRaisesRegex(UserError, r"Chapter 1: .*companie.*company"):
            self._compare()

    @rule("R390", "R391", *(f"R{number}" for number in range(511, 532)))
    def test_the_shipped_register_names_every_regime(self):
        manual = self.env.ref("aftersales_audit.document_manual")
        below = manual.child_ids
        self.assertGreaterEqual(len(below), 40)
        self.assertFalse(below.revision_ids.filtered("issued_at"))
        self.assertEqual(len(manual.chapter_ids), 18)
        Source = self.env["aftersales.document.source"]
        for chapter in manual.chapter_ids:
            self.assertFalse(Source._find_unknown_places(chapter.body), chapter.name)
        manual.with_user(self.writer).action_refresh()
        self.assertIn("<h2>18 ", manual.pending_revision_id.body)
