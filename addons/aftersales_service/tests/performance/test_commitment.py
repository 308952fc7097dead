from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..rules import rule
from ..sla.common import SlaCase

INPUTS = {
    "input_law": "Consumer law",
    "input_norms": "GB/T 27922",
    "input_evaluation": "96 % at the door in time last year",
    "input_means": "12 technicians in the city",
}


class CommitmentCase(SlaCase):
    """A department, the person asked for it, a manager and a general manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.env["aftersales.commitment"].search([]).active = False
        cls.manager = cls._create_user("service_manager")
        cls.general = cls._create_user("inspector", login="test_general")
        cls.asked = cls._create_user("outlet_manager", login="test_asked")
        cls.company.aftersales_general_manager_id = cls.general
        cls.department = cls.env["hr.department"].create({"name": "Repair Team"})
        cls.policy = cls._create_policy(("arrive", 48, "hour"), name="At the door")

    @classmethod
    def _create_commitment(cls, **vals):
        return (
            cls.env["aftersales.commitment"]
            .with_user(cls.manager)
            .create(
                {
                    "name": "At your door in a day",
                    "statement": "We are at your door within 24 hours.",
                    "promise_ids": [
                        Command.create({"milestone": "arrive", "amount": 24})
                    ],
                    "check_ids": [
                        Command.create(
                            {
                                "department_id": cls.department.id,
                                "user_id": cls.asked.id,
                            }
                        )
                    ],
                    **INPUTS,
                    **vals,
                }
            )
        )

    def _approve(self, commitment):
        commitment.action_submit()
        commitment.check_ids.with_user(self.asked).action_capable()
        commitment.action_confirm()
        commitment.with_user(self.general).action_approve()
        return commitment

    def _publish(self, commitment):
        self._approve(commitment).action_publish()
        return commitment


@tagged("post_install", "-at_install")
class TestCommitmentSteps(CommitmentCase):
    @rule("R012", "R016", "R017", "R036")
    def test_departments_say_yes_before_the_general_manager_approves(self):
        commitment = self._create_commitment(sla_target_ids=[Command.clear()])
        with self.assertRaisesRegex(UserError, "Hand In → Confirm Feasible"):
            commitment.with_user(self.general).action_approve()
        commitment.action_submit()
        self.assertIn(self.asked, commitment.activity_ids.user_id)
        with self.assertRaisesRegex(UserError, "Repair Team.*no answer yet"):
            commitment.action_confirm()
        check = commitment.check_ids.with_user(self.asked)
        check.write({"capable": "no", "note": "Two technicians short."})
        with self.assertRaisesRegex(UserError, "Two technicians short"):
            commitment.action_confirm()
        check.action_capable()
        self.assertEqual(check.answered_by_id, self.asked)
        self.assertFalse(commitment.activity_ids)
        commitment.action_confirm()
        commitment.with_user(self.general).action_approve()
        self.assertEqual(commitment.state, "approved")
        self.assertEqual(commitment.approved_by_id, self.general)

    def test_nobody_answers_for_another_department(self):
        commitment = self._create_commitment()
        commitment.action_submit()
        with self.assertRaises(AccessError):
            commitment.check_ids.with_user(self.manager).action_capable()
        with self.assertRaises(AccessError):
            commitment.check_ids.with_user(self.dispatcher).action_capable()
        with self.assertRaises(UserError):
            commitment.check_ids.with_user(self.asked).user_id = self.dispatcher

    def test_who_drafted_does_not_approve(self):
        self.company.aftersales_general_manager_id = self.manager
        commitment = self._create_commitment()
        commitment.action_submit()
        commitment.check_ids.with_user(self.asked).action_capable()
        commitment.action_confirm()
        with self.assertRaisesRegex(AccessError, "not by who"):
            commitment.action_approve()
        self.assertFalse(commitment.may_approve)

    def test_a_group_approves_in_the_place_of_the_general_manager(self):
        self.company.aftersales_general_manager_id = False
        commitment = self._create_commitment()
        self.assertFalse(commitment.with_user(self.general).may_approve)
        group = self.env.ref("aftersales_service.group_inspector")
        self.company.aftersales_commitment_group_id = group
        commitment.invalidate_recordset(["may_approve"])
        self.assertTrue(commitment.with_user(self.general).may_approve)

    @rule("R015")
    def test_four_inputs_are_considered_first(self):
        commitment = self._create_commitment(input_norms=False)
        with self.assertRaisesRegex(UserError, "Norms of the Trade"):
            commitment.action_submit()
        concept = self._create_commitment(kind="concept", input_norms=False)
        concept.action_submit()
        self.assertEqual(concept.state, "checking")

    def test_what_was_handed_in_does_not_change(self):
        commitment = self._create_commitment()
        commitment.action_submit()
        with self.assertRaisesRegex(UserError, "Rework"):
            commitment.statement = "We are at your door within 2 hours."
        with self.assertRaises(UserError):
            commitment.promise_ids.amount = 2
        with self.assertRaises(UserError):
            commitment.unlink()
        commitment.check_ids.with_user(self.asked).action_capable()
        commitment.action_rework()
        self.assertFalse(commitment.check_ids.capable)
        commitment.statement = "We are at your door within 36 hours."

    def test_roles_that_only_read(self):
        commitment = self._create_commitment()
        for user in (self.technician_user, self.dispatcher):
            mine = commitment.with_user(user)
            self.assertTrue(mine.statement)
            for step in ("submit", "publish", "supersede", "rework"):
                with self.assertRaises(AccessError):
                    getattr(mine, f"action_{step}")()
            with self.assertRaises(AccessError):
                mine.sequence = 1

    def test_a_department_is_asked_once(self):
        commitment = self._create_commitment()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            commitment.check_ids.copy({"commitment_id": commitment.id})


@tagged("post_install", "-at_install")
class TestCommitmentBacking(CommitmentCase):
    @rule("R014")
    def test_a_promise_that_no_policy_backs_is_not_published(self):
        commitment = self._approve(self._create_commitment())
        self.assertIn("no policy backs", commitment.conflict_note)
        with self.assertRaisesRegex(UserError, "no policy backs this promise"):
            commitment.action_publish()

    @rule("R012", "R014")
    def test_a_weaker_policy_is_a_conflict(self):
        commitment = self._create_commitment(
            sla_target_ids=[Command.set(self.policy.target_ids.ids)]
        )
        self.assertIn("weaker", commitment.conflict_note)
        self.assertIn("48 hours", commitment.conflict_note)
        found = self.env["aftersales.commitment"].search([("has_conflict", "=", True)])
        self.assertIn(commitment, found)
        self.policy.target_ids.amount = 24
        self.assertFalse(commitment.conflict_note)
        self._publish(commitment)
        self.assertEqual(commitment.state, "published")

    def test_an_archived_policy_keeps_nothing(self):
        self.policy.target_ids.amount = 4
        commitment = self._create_commitment(
            sla_target_ids=[Command.set(self.policy.target_ids.ids)]
        )
        self.assertFalse(commitment.has_conflict)
        self.policy.active = False
        self.assertIn("not in force", commitment.conflict_note)

    @rule("R038")
    def test_around_the_clock_needs_a_calendar_that_never_stops(self):
        commitment = self._create_commitment(
            promise_ids=[Command.create({"kind": "coverage", "amount": 168})],
            sla_target_ids=[Command.set(self.policy.target_ids.ids)],
        )
        self.assertIn("around the clock", commitment.conflict_note)
        self.policy.calendar_id = self.env.ref("aftersales_service.calendar_always")
        self.assertFalse(commitment.has_conflict)

    @rule("R094", "R095")
    def test_a_warranty_promise_is_kept_by_a_policy_in_force(self):
        shipped = self.env.ref("aftersales_service.warranty_policy_promise_furniture")
        policy = shipped.copy({"company_id": self.company.id})
        policy.is_for_all_goods = True
        commitment = self._create_commitment(
            promise_ids=[
                Command.create({"kind": "warranty", "months": 60}),
                Command.create(
                    {"kind": "warranty", "months": 36, "remedy": "exchange"}
                ),
            ],
            policy_ids=[Command.set(policy.ids)],
        )
        self.assertIn("not in force", commitment.conflict_note)
        policy.with_user(self.manager).action_put_in_force()
        self.assertFalse(commitment.conflict_note)
        commitment.promise_ids[0].months = 72
        self.assertIn("weaker", commitment.conflict_note)

    def test_an_administrator_lets_it_through_with_a_reason(self):
        commitment = self._approve(self._create_commitment())
        with self.assertRaises(AccessError):
            commitment.override_reason = "The policy follows next week."
        admin = self._create_user("admin")
        commitment.with_user(admin).override_reason = "The policy follows next week."
        self.assertEqual(commitment.override_by_id, admin)
        # Another conflict than the one he looked at.
        commitment.sla_target_ids = self.policy.target_ids
        with self.assertRaisesRegex(UserError, "weaker"):
            commitment.action_publish()
        commitment.sla_target_ids = False
        commitment.action_publish()
        self.assertEqual(commitment.state, "published")

    def test_conflicts_of_many_cost_few_queries(self):
        target = [Command.set(self.policy.target_ids.ids)]
        few = self.env["aftersales.commitment"].union(
            *(self._create_commitment(sla_target_ids=target) for _n in range(2))
        )
        many = few.union(
            *(self._create_commitment(sla_target_ids=target) for _n in range(10))
        )
        self._count_queries(lambda: many.mapped("has_conflict"))
        self.assertEqual(
            self._count_queries(lambda: few.mapped("has_conflict")),
            self._count_queries(lambda: many.mapped("has_conflict")),
        )


@tagged("post_install", "-at_install")
class TestCommitmentRevision(CommitmentCase):
    @rule("R027")
    def test_revision_is_asked_for_once_after_a_year(self):
        commitment = self._create_commitment(promise_ids=[Command.clear()])
        with freeze_time("2026-03-02 04:00:00"):
            self._publish(commitment)
        self.assertEqual(commitment.revise_on, date(2027, 3, 2))
        self.company.aftersales_service_manager_id = self.manager
        with freeze_time("2027-03-01 04:00:00"):
            self.env["aftersales.commitment"]._remind()
        self.assertFalse(commitment.activity_ids)
        with freeze_time("2027-03-02 04:00:00"):
            self.env["aftersales.commitment"]._remind()
            self.env["aftersales.commitment"]._remind()
            self.assertEqual(commitment.activity_ids.user_id, self.manager)
            self.assertEqual(len(commitment.activity_ids), 1)
            commitment.action_keep()
        self.assertEqual(commitment.revise_on, date(2028, 3, 2))

    @rule("R014")
    def test_a_new_version_takes_the_place_of_the_old_one(self):
        commitment = self._publish(
            self._create_commitment(promise_ids=[Command.clear()])
        )
        action = commitment.action_new_version()
        new = self.env["aftersales.commitment"].browse(action["res_id"])
        self.assertEqual(commitment.action_new_version()["res_id"], new.id)
        new = new.with_user(self.manager)
        self.assertEqual((new.version, new.state), (2, "draft"))
        self.assertEqual(commitment.state, "published")
        self._publish(new)
        self.assertEqual(commitment.state, "superseded")
        self.assertEqual(new.previous_id, commitment)


@tagged("post_install", "-at_install")
class TestCommitmentPage(CommitmentCase, HttpCase):
    @rule("R001", "R005", "R008", "R020")
    def test_anyone_reads_what_is_published_and_nothing_else(self):
        shown = self._publish(self._create_commitment(promise_ids=[Command.clear()]))
        concept = self._create_commitment(
            kind="concept",
            name="All for the <customer>",
            statement="为了客户一切,一切为了客户",
            promise_ids=[Command.clear()],
        )
        self._publish(concept)
        self._create_commitment(name="Only a draft")
        page = self.url_open("/aftersales/commitments")
        self.assertEqual(page.status_code, 200)
        self.assertIn(shown.statement, page.text)
        self.assertIn("为了客户一切,一切为了客户", page.text)
        self.assertIn("All for the &lt;customer&gt;", page.text)
        self.assertNotIn("Only a draft", page.text)
        self.assertNotIn(self.department.name, page.text)
        own = self.url_open(f"/aftersales/commitments/{self.company.id}")
        self.assertIn(shown.statement, own.text)

    def test_a_company_that_promises_nothing_has_no_page(self):
        other = self.env["res.company"].create({"name": "Silent"})
        page = self.url_open(f"/aftersales/commitments/{other.id}")
        self.assertEqual(page.status_code, 404)
        page = self.url_open("/aftersales/commitments/999999")
        self.assertEqual(page.status_code, 404)

    def test_the_page_is_limited(self):
        self.env["ir.config_parameter"].set_param(
            "aftersales_service.public_pages_per_minute", 0
        )
        self.assertEqual(self.url_open("/aftersales/commitments").status_code, 200)
        limits = self.env["aftersales.rate.limit"]
        self.patch(type(limits), "_visit", lambda self, *args: 30)
        self.assertEqual(self.url_open("/aftersales/commitments").status_code, 429)

    @rule("R024")
    def test_papers_carry_concept_commitments_and_targets(self):
        for kind in ("concept", "commitment", "target"):
            self._publish(
                self._create_commitment(
                    kind=kind, name=f"The {kind}", promise_ids=[Command.clear()]
                )
            )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_service.action_report_commitments", self.company.ids
        )
        for kind in ("concept", "commitment", "target"):
            self.assertIn(f"The {kind}".encode(), html)
        self.unit.invoice_date = "2026-01-05"
        self.unit._issue_missing_cards()
        card = self.env["aftersales.warranty.card"].search(
            [("equipment_id", "=", self.unit.id)]
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_service.action_report_warranty_card", card.ids
        )
        self.assertIn(b"The concept", html)
        self.assertIn(b"The target", html)
