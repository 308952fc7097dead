from io import BytesIO
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..rules import rule
from .common import KpiCase


class TestPerformanceEntry(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["aftersales.performance.rule"].with_context(active_test=False)
        rules.search([]).write({"watch_from": "2031-01-01", "active": True})
        cls.Entry = cls.env["aftersales.performance.entry"]
        cls.finance = cls._create_user("finance")

    @classmethod
    def _rule(cls, code):
        return cls.env.ref(f"aftersales_service.performance_rule_{code}")

    def _propose(self, code="communication", user=None, **vals):
        return self.Entry.with_user(user or self.dispatcher).create(
            {
                "rule_id": self._rule(code).id,
                "employee_id": self.technician.id,
                "outlet_id": self.outlet.id,
                "date": "2031-05-10",
                "reason": "The customer had to call twice.",
                **vals,
            }
        )

    def _late(self, day="2031-05-06", technician=None, **vals):
        order = self._create_done(
            f"{day} 01:00:00", technician_id=(technician or self.technician).id
        )
        return self.env["aftersales.order.sla"].create(
            {
                "order_id": order.id,
                "milestone": "arrive",
                "start_milestone": "receive",
                "amount": 4,
                "unit": "hour",
                "state": "met",
                "deadline": f"{day} 05:00:00",
                "met_at": f"{day} 07:30:00",
                "is_missed": True,
                **vals,
            }
        )

    def _find(self, code):
        return self.Entry._propose(self._rule(code), 100)

    # -- decisions -------------------------------------------------------------------
    @rule("R452", "R459")
    def test_proposed_by_one_approved_by_another(self):
        entry = self._propose()
        self.assertEqual((entry.state, entry.kind), ("proposed", "penalty"))
        with self.assertRaises(AccessError):
            entry.action_approve()
        own = entry.with_user(self.outlet_manager)
        with self.assertRaises(UserError):
            own.action_approve()  # by gravity: no amount yet
        own.amount = 50
        own.action_approve()
        self.assertEqual(entry.state, "approved")
        self.assertEqual(entry.decided_by_id, self.outlet_manager)
        self.assertEqual(entry.signed_amount, -50)

    @rule("R459")
    def test_nobody_decides_about_himself_or_his_own_proposal(self):
        proposed = self._propose(user=self.manager, amount=10)
        for step in ("action_approve", "action_reject"):
            with self.assertRaises(UserError):
                getattr(proposed.with_user(self.manager), step)()
        person = self.env["hr.employee"].create(
            {"name": "Manager Zhao", "user_id": self.outlet_manager.id}
        )
        about = self._propose(employee_id=person.id, amount=10)
        with self.assertRaises(UserError):
            about.with_user(self.outlet_manager).action_approve()
        about.with_user(self.manager).action_approve()

    @rule("R453", "R454", "R456")
    def test_amounts_by_gravity_are_not_invented(self):
        codes = ("late_arrival", "communication", "site_check", "receipt_check")
        for code in (*codes, "quiet_quarter", "suggestion"):
            self.assertEqual(self._rule(code).amount, 0)
        reward = self._propose("suggestion")
        reward.is_without_money = True
        reward.with_user(self.manager).action_approve()
        self.assertEqual((reward.kind, reward.signed_amount), ("reward", 0))

    def test_an_amount_of_the_rule_is_proposed(self):
        self._rule("suggestion").amount = 200
        entry = self._propose("suggestion", quantity=2)
        self.assertEqual((entry.amount, entry.signed_amount), (400, 400))

    def test_a_rejection_has_its_reason(self):
        entry = self._propose().with_user(self.manager)
        with self.assertRaises(UserError):
            entry.action_reject()
        entry.reject_reason = "The road was closed."
        entry.action_reject()
        self.assertEqual(entry.state, "rejected")

    def test_what_is_decided_is_not_changed(self):
        entry = self._propose(amount=10)
        entry.with_user(self.manager).action_approve()
        for vals in ({"amount": 99}, {"employee_id": False}, {"state": "rejected"}):
            with self.assertRaises(UserError):
                entry.with_user(self.manager).write(vals)
        with self.assertRaises(UserError):
            entry.with_user(self.manager).unlink()
        entry.with_user(self.manager).action_reopen()
        entry.with_user(self.manager).amount = 5

    def test_stamps_are_not_typed_in(self):
        entry = self._propose().with_user(self.manager)
        for vals in (
            {"decided_by_id": self.dispatcher.id},
            {"exported_at": "2031-05-01 00:00:00"},
            {"is_automatic": True},
        ):
            with self.assertRaises(UserError):
                entry.write(vals)

    # -- found by rules ----------------------------------------------------------------
    @rule("R451")
    def test_late_arrivals_are_found_once(self):
        row = self._late()
        self._late("2030-12-31")
        self._late(state="running", met_at=False)
        self._late(milestone="accept")
        found = self._find("late_arrival").with_context(lang="en_US")
        self.assertEqual(found.sla_id, row)
        self.assertEqual(found.employee_id, self.technician)
        self.assertEqual(found.outlet_id, self.outlet)
        self.assertEqual(found.origin, row.order_id)
        self.assertIn("2.5 hours", found.reason)
        self.assertTrue(found.is_automatic)
        self.assertFalse(self._find("late_arrival"))

    def test_a_case_cannot_be_proposed_twice(self):
        entry = self._late() and self._find("late_arrival")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            entry.copy({"is_automatic": True, "sla_id": entry.sla_id.id})

    @rule("R453", "R460")
    def test_spot_checks_with_problems_are_found(self):
        order = self._create_done()
        visit = self._create_visit(order, technician_ids=[(6, 0, self.technician.ids)])
        check = self.env["aftersales.spot.check"].create(
            {
                "dispatch_id": visit.id,
                "check_date": "2031-05-07",
                "result": "problems",
                "problem_note": "No briefing was given.",
                "checklist_id": False,
            }
        )
        self.assertFalse(self._find("site_check"))
        check.action_done()
        found = self._find("site_check")
        self.assertEqual(found.origin, check)
        self.assertIn("No briefing", found.reason)
        self.assertFalse(self._find("site_check"))

    @rule("R457", "R458")
    def test_the_customers_opinion_decides(self):
        for opinion in ("very_satisfied", "neutral", "dissatisfied"):
            self._create_visit(
                self._create_done(),
                opinion=opinion,
                technician_ids=[(6, 0, self.technician.ids)],
                scheduled_start=False,
                scheduled_end=False,
            )
        self.assertEqual(self._find("praise").kind, "reward")
        self.assertEqual(self._find("criticism").kind, "penalty")

    @rule("R455")
    def test_a_quiet_quarter_needs_a_register_of_complaints(self):
        self._create_visit(
            self._create_done(), technician_ids=[(6, 0, self.technician.ids)]
        )
        loud = self.env["hr.employee"].create({"name": "Liu"})
        self._create_visit(self._create_done(), technician_ids=[(6, 0, loud.ids)])
        with freeze_time("2031-07-02"):
            source = type(self.env["aftersales.performance.source"])
            with patch.object(
                source, "_get_people_complained_about", lambda *_args: None
            ):
                self.assertFalse(self._find("quiet_quarter"), "nobody counts them")
            with patch.object(
                source, "_get_people_complained_about", lambda *_args: loud
            ):
                found = self._find("quiet_quarter")
                self.assertEqual(found.employee_id, self.technician)
                self.assertEqual(str(found.date), "2031-06-30")
                self.assertFalse(self._find("quiet_quarter"))

    def test_the_cron_works_in_batches(self):
        for day in range(1, 6):
            self._late(f"2031-05-0{day}")
        with (
            self.enter_registry_test_mode(),
            patch(
                "odoo.addons.aftersales_service.models.performance."
                "aftersales_performance_decision.BATCH",
                2,
            ),
        ):
            cron = self.env.ref("aftersales_service.ir_cron_propose")
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(len(self._rule("late_arrival").entry_ids), 5)

    def test_many_cases_cost_as_many_queries_as_few(self):
        self._late("2031-04-01")
        self._find("late_arrival")
        for day in range(1, 3):
            self._late(f"2031-04-0{day}")
        few = self._count_queries(lambda: self._find("late_arrival"))
        for day in range(1, 21):
            self._late(f"2031-05-{day:02}")
        many = self._count_queries(lambda: self._find("late_arrival"))
        self.assertLessEqual(many, few + 2)

    def test_a_rule_needs_something_that_finds(self):
        with self.assertRaises(ValidationError):
            self._rule("suggestion").source = "nobody_knows"

    # -- payroll ---------------------------------------------------------------------
    def _export(self, **vals):
        export = (
            self.env["aftersales.performance.export"]
            .with_user(self.finance)
            .with_context(lang="en_US")
            .create({"day": "2031-05-01", **vals})
        )
        file = BytesIO()
        export._write_workbook(file)
        return load_workbook(BytesIO(file.getvalue()))

    @rule("R457")
    def test_the_payroll_gets_every_entry_once(self):
        penalty = self._propose(amount=50)
        reward = self._propose("suggestion", amount=80)
        (penalty + reward).with_user(self.manager).action_approve()
        self._propose(amount=10)
        book = self._export()
        rows = list(book["By Person"].iter_rows(values_only=True))
        self.assertIn((self.technician.name, 2, 80, -50, 30), rows)
        self.assertTrue(penalty.exported_at)
        with self.assertRaises(UserError):
            penalty.with_user(self.manager).action_reopen()
        rows = list(self._export()["By Person"].iter_rows(values_only=True))
        self.assertNotIn(self.technician.name, [row[0] for row in rows])
        rows = list(self._export(is_new_only=False)["By Person"].values)
        self.assertIn(self.technician.name, [row[0] for row in rows])

    def test_who_may_not_export(self):
        for user in (self.dispatcher, self.outlet_manager, self.technician_user):
            with self.assertRaises(AccessError):
                self.env["aftersales.performance.export"].with_user(user).create({})

    # -- who sees what ---------------------------------------------------------------
    def test_who_sees_which_entries(self):
        mine = self._propose()
        other = self.env["hr.employee"].create({"name": "Liu"})
        colleague = self._propose(employee_id=other.id)
        theirs = self._propose(employee_id=other.id, outlet_id=self.other_outlet.id)
        entries = mine + colleague + theirs

        def seen(user):
            return self.Entry.with_user(user).search([("id", "in", entries.ids)])

        self.assertEqual(seen(self.technician_user), mine)
        self.assertEqual(seen(self.outlet_manager), mine + colleague)
        self.assertEqual(seen(self.inspector), entries)
        self.assertEqual(seen(self.finance), entries)
        mine.with_user(self.technician_user).read(["reason", "signed_amount"])
        for user in (self.technician_user, self.inspector):
            with self.assertRaises(AccessError):
                mine.with_user(user).reason = "No."

    def test_a_person_proposes_in_the_form(self):
        with Form(self.Entry.with_user(self.dispatcher)) as form:
            form.rule_id = self._rule("suggestion")
            form.employee_id = self.technician
            form.reason = "A jig for the rails."
        self.assertEqual(form.record.kind, "reward")
