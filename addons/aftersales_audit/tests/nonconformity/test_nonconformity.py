import json
from base64 import b64decode
from unittest.mock import patch

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule
from odoo.addons.aftersales_service.tools.kpi import percent

from .common import NonconformityCase

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestNonconformity(NonconformityCase):
    """From the finding to the verified end."""

    @rule("R325", "R326", "R327", "R329", "R333", "R342", "R345")
    def test_from_the_finding_to_the_verified_end(self):
        record = self._find()
        self.assertTrue(record.name.startswith("NC/"))
        self.assertEqual(record.user_id, self.plant_user)
        record.action_issue()
        self.assertEqual(record.plan_deadline, fields.Date.to_date("2026-06-08"))
        self.assertEqual(record.activity_ids.user_id, self.plant_user)
        mine = record.with_user(self.plant_user)
        with self.assertRaisesRegex(UserError, "Root Cause"):
            mine.action_submit()
        self._plan(record, "correction")
        with self.assertRaisesRegex(UserError, "Corrective Action"):
            mine.action_submit()
        self._plan(record, "corrective")
        mine.action_submit()
        self.assertFalse(record.activity_ids)
        record.with_user(self.service_manager).action_review()
        record.action_release()
        self._carry_out(record)
        self._verify(record)
        self.assertEqual(record.effect_date, fields.Date.to_date("2026-07-01"))
        other = record.with_user(self.verifier)
        other.effect_note = "None was missing since."
        with self.assertRaisesRegex(UserError, "2026-07-01"):
            other.action_close()
        with freeze_time("2026-07-01 02:00:00"):
            other.action_close()
        self.assertEqual((record.state, record.closed_by_id), ("closed", self.verifier))

    @rule("R329", "R330")
    def test_nothing_is_carried_out_before_the_plan_is_reviewed(self):
        record = self._find(severity_id=self.serious.id, order_text="Within 3 days.")
        record.action_issue()
        self._plan(record, "corrective", "preventive").action_submit()
        action = record.action_ids.with_user(self.plant_user)[1]
        for call in (action.action_finish, lambda: action.write({"outcome": "x"})):
            with self.assertRaisesRegex(UserError, "plan"):
                call()
        with self.assertRaisesRegex(UserError, "Review Plan"):
            record.action_release()

    @rule("R345")
    def test_the_plan_is_verified_by_a_certified_manager(self):
        record = self._find()
        record.action_issue()
        self._plan(record).action_submit()
        record.with_user(self.service_manager).action_review()
        with self.assertRaisesRegex(UserError, "certified"):
            record.with_user(self.verifier).action_release()
        record.action_release()
        self.assertEqual(record.released_by_id, self.inspector)

    @rule("R326")
    def test_nobody_finds_his_own_work_good(self):
        record = self._find(user_id=self.verifier.id)
        record.action_issue()
        self._plan(record)
        record.with_user(self.verifier).action_submit()
        record.with_user(self.service_manager).action_review()
        record.action_release()
        self._carry_out(record)
        own = record.with_user(self.verifier)
        own.verification = "It is fine."
        for step in (own.action_verify, own.action_reject):
            own.return_reason = "x"
            with self.assertRaisesRegex(UserError, "somebody other"):
                step()
        record.verification = "Looked at."
        record.action_verify()

    @rule("R328")
    def test_a_serious_one_gets_an_order_and_its_own_form(self):
        record = self._find(severity_id=self.serious.id)
        self.assertTrue(record.needs_corrective and record.needs_preventive)
        with self.assertRaisesRegex(UserError, "Words of the Order"):
            record.action_issue()
        record.order_text = "Stop. Put it right within three days."
        record.action_issue()
        self.assertIn("Stop. Put it right", self._print(record))
        self.assertIn("Corrective and Preventive Action Form", self._print(record))

    @rule("R251", "R325")
    def test_the_request_form(self):
        record = self._find()
        record.action_issue()
        html = self._print(self._plan(record))
        self.assertIn("Request for Corrective and Preventive Action", html)
        self.assertIn("Nobody was told to.", html)

    def _print(self, record):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_nonconformity", record.ids
        )
        return html.decode()

    @rule("R324")
    def test_an_accident_lets_none_of_the_four_pass(self):
        record = self._find(kind="incident", severity_id=self.observation.id)
        self._walk_to_verified(record)
        other = record.with_user(self.verifier)
        with self.assertRaises(UserError) as caught:
            other.action_close()
        self.assertEqual(len(str(caught.exception).splitlines()), 4)
        other.write(
            {
                "is_cause_found": True,
                "cause_found_note": "Wet floor.",
                "is_responsible_dealt": True,
                "responsible_dealt_note": "Talked to the foreman.",
                "is_measure_taken": True,
                "measure_taken_note": "Mats.",
                "is_people_taught": True,
            }
        )
        with self.assertRaisesRegex(UserError, "People Were Taught"):
            other.action_close()
        other.people_taught_note = "All of the shift."
        other.action_close()
        self.assertIn("Wet floor.", self._print(record))

    @rule("R331", "R334")
    def test_documents_that_change_are_in_force_before_it_is_settled(self):
        document = self.env["aftersales.document"].create(
            {"code": "T-1", "name": "Rule", "company_id": self.company.id}
        )
        revision = document._begin_revision(number="A")
        record = self._find(severity_id=self.observation.id)
        record.revision_ids = revision
        self._walk_to_verified(record)
        with self.assertRaisesRegex(UserError, "not in force"):
            record.with_user(self.verifier).action_close()
        revision.sudo().write({"in_force_on": "2026-06-01"})
        record.with_user(self.verifier).action_close()

    @rule("R326", "R358")
    def test_a_key_figure_before_and_after_shows_the_effect(self):
        kpi = self.env["aftersales.kpi"].create(
            {
                "name": "Explained",
                "code": "test_explained",
                "formula": "x",
                "source": "certified_managers",
            }
        )
        record = self._find(kpi_id=kpi.id)
        self._walk_to_verified(record)
        other = record.with_user(self.verifier)
        other.effect_note = "See the figure."
        seen = []

        def measure(_kpi, date_from, date_to, by=None):
            seen.append((date_from, date_to, by))
            before = date_to < fields.Date.to_date("2026-06-02")
            return {self.plant.id: percent(7 if before else worse, 10)}

        with (
            freeze_time("2026-07-02 02:00:00"),
            patch.object(type(kpi), "_measure", measure),
        ):
            with self.assertRaisesRegex(UserError, "measure"):
                other.action_close()
            worse = 5
            other.action_measure()
            self.assertEqual(record.kpi_change, "worse")
            with self.assertRaisesRegex(UserError, "worse"):
                other.action_close()
            worse = 10
            other.action_measure()
            self.assertEqual((record.kpi_before, record.kpi_after), (70, 100))
            other.action_close()
        day = fields.Date.to_date
        self.assertEqual(
            seen[-2:],
            [
                (day("2026-05-03"), day("2026-06-01"), "department"),
                (day("2026-06-02"), day("2026-07-01"), "department"),
            ],
        )

    @rule("R326")
    def test_the_effect_is_not_measured_too_early_nor_by_another_figure(self):
        values = {"formula": "x", "source": "certified_managers"}
        kpi, easier = self.env["aftersales.kpi"].create(
            [{"name": code, "code": f"test_{code}", **values} for code in "ab"]
        )
        record = self._find(kpi_id=kpi.id)
        self._walk_to_verified(record)
        other = record.with_user(self.verifier)

        def measure(_kpi, date_from, date_to, by=None):
            before = date_to < fields.Date.to_date("2026-06-02")
            return {self.plant.id: percent(7 if before else 5, 10)}

        with patch.object(type(kpi), "_measure", measure):
            other.action_measure()
            self.assertTrue(record.has_kpi_before)
            self.assertFalse(record.has_kpi_after, "nothing could show on that day")
            other.kpi_id = easier
            self.assertFalse(record.has_kpi_before, "it was of the other figure")
            with freeze_time("2026-07-02 02:00:00"):
                other.action_measure()
                self.assertEqual(record.kpi_change, "worse")
                for key in (kpi.id, False):
                    with self.assertRaisesRegex(UserError, "has shown the effect"):
                        other.write({"kpi_id": key})
        other.effect_note = "It got worse."
        other.action_reopen()
        record.kpi_id = kpi

    @rule("R323", "R326")
    def test_what_did_not_help_is_reopened_with_further_measures(self):
        record = self._find()
        self._walk_to_verified(record)
        other = record.with_user(self.verifier)
        with self.assertRaisesRegex(UserError, "Effect Seen"):
            other.action_reopen()
        other.effect_note = "Missing again in June."
        other.action_reopen()
        self.assertEqual((record.state, record.reopen_count), ("issued", 1))
        self.assertFalse(record.verified_at or record.submitted_at)
        self.assertFalse(record.verification)
        self.assertTrue(record.issued_at)
        mine = record.with_user(self.plant_user)
        with self.assertRaisesRegex(UserError, "further measure"):
            mine.action_submit()
        self._plan(record, "preventive")
        mine.action_submit()
        record.with_user(self.service_manager).action_review()
        record.action_release()
        self._carry_out(record)
        self._verify(record)
        self.assertEqual(len(record.action_ids), 2)
        self.assertFalse(record.effect_note)

    @rule("R323")
    def test_what_comes_again_names_what_was_settled(self):
        clause = self.clauses["2.2"]
        first = self._find(clause_id=clause.id, severity_id=self.observation.id)
        self._walk_to_verified(first)
        first.with_user(self.verifier).action_close()
        again = self._find(clause_id=clause.id)
        self.assertEqual(again.recurrence_of_id, first)
        elsewhere = self._find(clause_id=clause.id, department_id=self.office.id)
        self.assertFalse(elsewhere.recurrence_of_id)
        self.assertEqual(first.recurrence_ids, again)
        self.assertEqual(first.recurrence_count, 1)
        domain = first.action_view_recurrences()["domain"]
        self.assertEqual(first.search(domain), again)

    @rule("R323")
    def test_key_figures_of_what_was_put_right_and_came_again(self):
        clause = self.clauses["2.2"]
        first = self._find(clause_id=clause.id, severity_id=self.observation.id)
        self._walk_to_verified(first)
        first.with_user(self.verifier).action_close()
        self._find(clause_id=clause.id)
        self._find().action_cancel()
        days = (fields.Date.to_date("2026-01-01"), fields.Date.to_date("2026-12-31"))
        for code, expected in (("settled", 50), ("recurring", 1)):
            kpi = self.env.ref(f"aftersales_audit.kpi_nonconformity_{code}")
            figures = kpi._measure(*days, "department")
            self.assertEqual(figures[self.plant.id].value, expected)
            self.assertEqual(kpi._measure(*days)[False].value, expected)

    def test_whys_and_fishbone(self):
        record = self._find()
        record.action_issue()
        with Form(record.with_user(self.plant_user)) as form:
            with form.why_ids.new() as why:
                why.question = "Why no line?"
                why.answer = "No field on the form."
                why.is_root = True
            with form.fishbone_ids.new() as cause:
                cause.category = "method"
                cause.answer = "The form is old."
        self.assertEqual(len(record.why_ids), 1)
        self.assertEqual(record.fishbone_ids.category, "method")

    def test_the_plan_is_sent_back_with_a_reason(self):
        record = self._find()
        record.action_issue()
        self._plan(record).action_submit()
        manager = record.with_user(self.service_manager)
        with self.assertRaisesRegex(UserError, "Went Back"):
            manager.action_send_back()
        manager.return_reason = "The cause is not the cause."
        manager.action_send_back()
        self.assertEqual(record.state, "issued")
        record.with_user(self.plant_user).action_submit()
        with self.assertRaisesRegex(UserError, "Went Back"):
            manager.action_send_back()
        manager.return_reason = "The cause still is not the cause."
        manager.action_send_back()
        self.assertEqual(record.activity_ids.user_id, self.plant_user)

    def test_who_is_late_is_told_once(self):
        record = self._find()
        self._release(record)
        Action = self.env["aftersales.corrective.action"]
        self.env.ref("aftersales_audit.ir_cron_corrective_action_overdue")
        with freeze_time("2026-06-21 02:00:00"):
            for _run in range(2):
                Action._remind_batch(10)
            self.assertTrue(record.action_ids.is_overdue)
            self.assertIn(record.action_ids, Action.search([("is_overdue", "=", True)]))
        self.assertEqual(record.action_ids.activity_ids.user_id, self.plant_user)
        self.assertEqual(len(record.action_ids.activity_ids), 1)

    def test_the_effect_is_asked_for_when_it_is_due(self):
        record = self._find()
        self._walk_to_verified(record)
        with freeze_time("2026-07-01 02:00:00"):
            for _run in range(2):
                self.env["aftersales.nonconformity"]._remind_batch(10)
        self.assertEqual(record.activity_ids.user_id, self.verifier)

    @rule("R251", "R253", "R316")
    def test_what_a_complaint_taught(self):
        complaint = self.env["aftersales.complaint"].create(
            {
                "title": "Late again",
                "partner_id": self.customer.id,
                "outlet_id": self.outlet.id,
                "lesson": "Tell the customer before.",
            }
        )
        complaint._on_lesson()
        complaint._on_lesson()
        record = self.env["aftersales.nonconformity"].search(
            [("res_model", "=", "aftersales.complaint"), ("res_id", "=", complaint.id)]
        )
        self.assertEqual((record.source, record.outlet_id), ("complaint", self.outlet))
        self.assertIn("Tell the customer", record.facts)
        self.assertEqual(record.action_view_origin()["res_id"], complaint.id)
        seen = complaint.with_user(self.inspector)
        self.assertEqual(seen.nonconformity_count, 1)
        domain = seen.action_view_nonconformities()["domain"]
        self.assertEqual(record.search(domain), record)

    def test_photos_are_on_the_paper(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.inspector)
            .create(
                [
                    {"name": "bench.png", "raw": PIXEL, "mimetype": "image/png"},
                    {"name": "list.csv", "raw": b"a,b", "mimetype": "text/csv"},
                ]
            )
        )
        record = self._find(attachment_ids=[(6, 0, photo.ids)])
        record.action_issue()
        photo.invalidate_recordset()
        self.assertEqual(photo.with_user(self.plant_user)[0].raw, PIXEL)
        with self.assertRaises(AccessError):
            photo.with_user(self.office_head.user_id)[0].read(["raw"])
        html = self._print(record)
        self.assertIn("data:image/png;base64", html)
        self.assertIn("list.csv", html)

    def test_colours_of_the_board_are_read_by_the_browser(self):
        """The web client parses them as JSON; a dictionary of Python ends in an
        error."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "kanban"), ("model", "like", "aftersales.")]
        )
        colours = [
            bar.get("colors")
            for view in views
            for bar in etree.fromstring(view.arch).iter("progressbar")
        ]
        self.assertTrue(colours)
        for words in colours:
            self.assertTrue(json.loads(words))

    def test_many_cost_no_more_queries_than_two(self):
        def count(number):
            records = self.env["aftersales.nonconformity"].create(
                [
                    {
                        "title": str(n),
                        "facts": "x",
                        "severity_id": self.minor.id,
                        "department_id": self.plant.id,
                        "clause_id": self.clauses["2.2"].id,
                    }
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            names = ["is_open", "open_action_count", "kpi_change", "display_name"]
            return self._count_queries(lambda: records.read(names))

        count(2)
        self.assertEqual(count(2), count(20))

    def test_a_batch_is_found_with_as_many_queries_as_two(self):
        def count(number):
            self.env.flush_all()
            self.env.invalidate_all()
            vals_list = [
                {
                    "title": str(n),
                    "facts": "x",
                    "severity_id": self.minor.id,
                    "outlet_id": self.outlet.id,
                    "clause_id": self.clauses["2.2"].id,
                }
                for n in range(number)
            ]
            Nonconformity = self.env["aftersales.nonconformity"]
            return self._count_queries(lambda: Nonconformity.create(vals_list))

        count(2)
        self.assertEqual(count(2), count(20))

    def test_documents_of_a_batch_are_told_of_with_as_many_queries_as_two(self):
        def count(number):
            ids = [self._create_order().id for _n in range(number)]
            orders = self.env["aftersales.order"].browse(ids)
            found = {order: {"title": "x", "facts": order.name} for order in orders}
            self.env.flush_all()
            self.env.invalidate_all()
            Nonconformity = self.env["aftersales.nonconformity"]
            return self._count_queries(lambda: Nonconformity._open_for_all(found))

        count(2)
        self.assertEqual(count(2), count(20))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestNonconformityRpc(NonconformityCase):
    """What is not typed in, whoever asks."""

    def test_stamps_and_state_are_not_written(self):
        record = self._find()
        for vals in (
            {"state": "closed"},
            {"verified_by_id": self.inspector.id},
            {"closed_at": "2026-06-01 00:00:00"},
            {"kpi_after": 1.0},
            {"reopen_count": 3},
        ):
            with self.assertRaises(UserError):
                record.write(vals)
        with self.assertRaises(UserError):
            self._find(verified_by_id=self.inspector.id)

    def test_the_plan_is_fixed_once_it_is_handed_in(self):
        record = self._find()
        record.action_issue()
        mine = self._plan(record)
        mine.why_ids = [(0, 0, {"question": "Why?", "answer": "So."})]
        mine.action_submit()
        for call in (
            lambda: mine.write({"root_cause": "Other"}),
            lambda: mine.action_ids.write({"deadline": "2027-01-01"}),
            lambda: mine.action_ids.unlink(),
            lambda: mine.why_ids.write({"answer": "Other"}),
            lambda: self._plan(record),
            lambda: record.write({"facts": "Other"}),
        ):
            with self.assertRaises(UserError):
                call()
        with self.assertRaises(UserError):
            mine.action_ids.write({"done_by_id": self.inspector.id})

    def test_the_unit_writes_its_plan_and_nothing_of_the_desk(self):
        record = self._find()
        record.action_issue()
        mine = record.with_user(self.plant_user)
        for vals in (
            {"facts": "Nothing happened."},
            {"severity_id": self.observation.id},
            {"needs_corrective": False},
            {"verification": "Fine."},
            {"effect_note": "Fine."},
            {"name": "NC/1"},
            {"is_cause_found": True},
        ):
            with self.assertRaises(AccessError):
                mine.write(vals)
        for step in ("issue", "review", "release", "verify", "close", "cancel"):
            with self.assertRaises(AccessError):
                getattr(mine, f"action_{step}")()
