from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOutletReminders(AftersalesCase):
    """Whoever looks after an outlet is told before its papers end, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("service_manager")
        cls.outlet.supervisor_id = cls.keeper
        cls.licence = cls.env.ref("aftersales_service.outlet_document_type_licence")
        cls.Document = cls.env["aftersales.outlet.document"].with_context(lang="en_US")
        cls.Document.search([]).is_told = True

    def _file(self, count=1, date_end="2026-04-30"):
        return self.Document.create(
            [
                {
                    "outlet_id": self.outlet.id,
                    "type_id": self.licence.id,
                    "name": f"L-{number}",
                    "date_end": date_end,
                }
                for number in range(count)
            ]
        )

    def _run(self, day, model=None, progress=None):
        with (
            freeze_time(day),
            patch.object(
                type(self.env["ir.cron"]),
                "_commit_progress",
                side_effect=progress or (lambda *args, **kwargs: 1.0),
            ),
        ):
            (self.Document if model is None else model)._cron_remind()

    def _told(self):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "aftersales.outlet"),
                ("res_id", "in", self.outlet.ids),
            ]
        )

    def test_told_once_and_again_for_another_end(self):
        document = self._file()
        self._run("2026-03-30")
        self.assertFalse(self._told())
        self._run("2026-03-31")
        self.assertEqual(self._told().user_id, self.keeper)
        self.assertIn("L-0", self._told().summary)
        self.assertIn("2026-04-30", self._told().summary)
        self._run("2026-04-01")
        self.assertEqual(len(self._told()), 1)
        document.date_end = "2026-05-02"
        self._run("2026-04-02")
        self.assertEqual(len(self._told()), 2)

    def test_a_contract_is_told_of_while_it_is_signed(self):
        contract = self.env["aftersales.outlet.contract"].create(
            {
                "outlet_id": self.outlet.id,
                "date_start": "2026-01-01",
                "date_end": "2026-04-30",
                "remind_days": 60,
                "attachment_ids": self._paper("contract.pdf"),
            }
        )
        self._run("2026-03-01", contract.browse())
        self.assertFalse(self._told())
        contract.action_sign()
        self._run("2026-03-01", contract.browse())
        self.assertIn(contract.name, self._told().summary)

    def test_a_killed_run_goes_on_and_tells_nobody_twice(self):
        self._file(count=5)
        patcher = patch(
            "odoo.addons.aftersales_service.models.outlet.reminder_mixin.BATCH", 2
        )
        with patcher:
            steps = iter([1.0, 0.0])
            self._run("2026-04-01", progress=lambda *args, **kwargs: next(steps))
            self.assertEqual(len(self._told()), 2)
            self._run("2026-04-01")
        self.assertEqual(len(self._told()), 5)
        self.assertEqual(len(set(self._told().mapped("summary"))), 5)

    @freeze_time("2026-04-01")
    def test_what_ends_soon_is_found(self):
        soon, gone = self._file(), self._file(date_end="2026-03-31")
        later = self._file(date_end="2027-01-01")
        found = {
            validity: self.Document.search(
                [("validity", "=", validity), ("outlet_id", "=", self.outlet.id)]
            )
            for validity in ("valid", "expiring", "expired")
        }
        self.assertEqual(found["valid"], later)
        self.assertEqual(found["expiring"], soon)
        self.assertEqual(found["expired"], gone)
        self.assertEqual(soon.validity, "expiring")
        outlets = self.env["aftersales.outlet"].search(
            [("document_ids", "any", [("validity", "in", ("expiring", "expired"))])]
        )
        self.assertIn(self.outlet, outlets)

    def test_reminders_cost_the_same_for_many_documents(self):
        def remind(documents):
            documents._prepare_reminders()

        documents = self._file(count=20)
        remind(documents)
        few = self._count_queries(lambda: remind(documents[:2]))
        many = self._count_queries(lambda: remind(documents))
        self.assertEqual(many, few)
