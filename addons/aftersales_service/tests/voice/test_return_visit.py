from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ..rules import rule
from .common import ReturnVisitCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-06 02:00:00")
class TestReturnVisit(ReturnVisitCase):
    """A customer is called, asked, and what he says is not lost."""

    @rule("R081", "R246", "R283", "R291")
    def test_a_clerk_calls_asks_and_writes_down_what_is_said(self):
        order = self._create_order(phone="0532-1234567")
        form = Form(self.Visit.with_user(self.dispatcher))
        form.order_id = order
        visit = form.save()
        self.assertRecordValues(
            visit,
            [
                {
                    "partner_id": self.customer.id,
                    "customer_id": self.customer.id,
                    "outlet_id": order.outlet_id.id,
                    "phone": "0532-1234567",
                    "state": "planned",
                    "method": "phone",
                }
            ],
        )
        self.assertTrue(visit.name.startswith("RV/2026/"))
        self.assertEqual(
            len(visit.answer_ids), len(visit.checklist_id.question_ids) or None
        )
        with self.assertRaises(UserError) as caught:
            visit.action_finish()
        self.assertIn("Spoken To", str(caught.exception))
        visit.action_reach()
        self.assertEqual(visit.user_id, self.dispatcher)
        with self.assertRaises(UserError) as caught:
            visit.with_context(lang="en_US").action_finish()
        self.assertIn("Satisfaction", str(caught.exception))
        self.assertEqual(len(str(caught.exception).splitlines()), 4)
        self._answer(visit, comment="All fine.")
        visit.action_finish()
        self.assertEqual(str(visit.visited_at), "2026-04-06 02:00:00")
        self.assertEqual(visit.attempt_ids.mapped("outcome"), ["reached"])
        self.assertFalse(visit.task_count)

    def test_who_is_not_reached_is_tried_again_and_then_let_be(self):
        visit = self._create_visit()
        for day in ("2026-04-06", "2026-04-07", "2026-04-08"):
            with freeze_time(f"{day} 02:00:00"):
                self.assertTrue(visit.is_open)
                visit.action_miss()
        self.assertEqual(visit.state, "unreachable")
        self.assertEqual(visit.attempt_count, 3)
        self.assertEqual(
            [str(a.attempted_at)[:10] for a in visit.attempt_ids.sorted("id")],
            ["2026-04-06", "2026-04-07", "2026-04-08"],
        )
        self.assertFalse(visit.is_open)

    def test_a_second_try_that_is_answered(self):
        visit = self._create_visit()
        visit.action_miss()
        self.assertEqual(str(visit.planned_date), "2026-04-07")
        self._finish(visit)
        outcomes = visit.attempt_ids.sorted("id").mapped("outcome")
        self.assertEqual(outcomes, ["missed", "reached"])

    @rule("R275")
    def test_a_problem_opens_one_corrective_task(self):
        visit = self._create_visit()
        self._finish(visit, problem="The drawer sticks again.", mark="dissatisfied")
        task = self.env["aftersales.corrective.task"]._find_for(visit)
        self.assertEqual(task.origin, visit)
        self.assertRecordValues(
            task,
            [
                {
                    "problem": "The drawer sticks again.",
                    "user_id": self.keeper.id,
                    "outlet_id": self.outlet.id,
                    "state": "open",
                }
            ],
        )
        self.assertEqual(str(task.deadline), "2026-04-13")
        self.assertEqual(visit.task_count, 1)
        visit.with_user(self.manager).action_reopen()
        visit.with_user(self.manager).action_finish()
        self.assertEqual(visit.task_count, 1, "not a second one")

    @rule("R288")
    def test_who_complains_is_registered_once(self):
        visit = self._create_visit()
        visit.action_reach()
        self._answer(visit, mark="dissatisfied", is_complaint=True)
        with self.assertRaises(UserError):
            visit.action_finish()
        visit.problem = "Nobody came.\nTwice."
        visit.action_finish()
        complaint = visit.complaint_id
        self.assertRecordValues(
            complaint,
            [
                {
                    "title": "Nobody came.",
                    "channel": "return_visit",
                    "partner_id": self.customer.id,
                    "outlet_id": self.outlet.id,
                    "state": "received",
                }
            ],
        )
        self.assertFalse(visit.task_count, "the complaint is enough")
        visit.with_user(self.manager).action_reopen()
        visit.with_user(self.manager).action_finish()
        self.assertEqual(visit.complaint_id, complaint)

    def test_a_low_mark_needs_a_reason(self):
        visit = self._create_visit()
        visit.action_reach()
        self._answer(visit, mark="very_dissatisfied")
        with self.assertRaises(UserError):
            visit.action_finish()
        visit.comment = "Nobody explained anything."
        visit.action_finish()

    @rule("R285", "R297", "R300")
    def test_on_site_two_go_together(self):
        visit = self._create_visit(method="on_site", visitor_ids=self.technician.ids)
        visit.action_reach()
        self._answer(visit)
        with self.assertRaises(UserError) as caught:
            visit.with_context(lang="en_US").action_finish()
        self.assertIn("2 persons", str(caught.exception))
        second = self.env["hr.employee"].create({"name": "Li Gong"})
        visit.visitor_ids += second
        visit.action_finish()
        alone = self._create_visit(method="on_site", visitor_ids=second.ids)
        self.company.aftersales_return_visit_people = 1
        self._finish(alone)

    def test_what_was_said_stays_as_it_is(self):
        visit = self._create_visit()
        with self.assertRaises(UserError):
            visit.visited_at = "2026-01-01 00:00:00"
        with self.assertRaises(UserError):
            visit.state = "done"
        self._finish(visit)
        for vals in ({"satisfaction": "neutral"}, {"comment": "No."}):
            with self.assertRaises(UserError):
                visit.with_user(self.manager).write(vals)
        question = visit.checklist_id.question_ids[0]
        with self.assertRaises(UserError):
            visit._save_checklist_answers({question.id: question.option_ids[1].name})
        with self.assertRaises(UserError):
            visit.unlink()
        with self.assertRaises(AccessError):
            visit.action_reopen()

    def test_who_asks_for_it_is_never_called_again(self):
        visit = self._create_visit()
        later = self._create_visit()
        visit.action_refuse_for_good()
        self.assertTrue(self.customer.aftersales_no_call)
        self.assertEqual(later.state, "refused", "what was planned is dropped")
        again = self._create_visit()
        with self.assertRaises(UserError):
            again.action_reach()
        with self.assertRaises(UserError):
            again.action_miss()

    def test_a_refusal_on_the_line_is_one_call(self):
        visit = self._create_visit()
        visit.action_reach()
        visit.action_refuse()
        self.assertEqual(visit.attempt_count, 1)
        self.assertEqual(visit.state, "refused")

    @rule("R272", "R279")
    def test_the_customer_file_tells_of_them(self):
        self._finish(self._create_visit(), comment="Quick and polite.")
        sections = self.customer.with_user(self.dispatcher)._get_customer_file()
        found = {section["key"]: section["rows"] for section in sections}
        self.assertIn("Quick and polite.", found["return_visits"][0])

    # -- who may do what ---------------------------------------------------------------

    def test_outlets_see_theirs_and_technicians_none(self):
        mine = self._create_visit()
        theirs = self._create_visit(outlet_id=self.other_outlet.id)
        self.assertEqual(
            self.Visit.with_user(self.keeper).search(
                [("id", "in", (mine | theirs).ids)]
            ),
            mine,
        )
        answers = self.env["aftersales.checklist.answer"].with_user(self.keeper)
        seen = answers.search([("return_visit_id", "in", (mine | theirs).ids)])
        self.assertEqual(seen.return_visit_id, mine)
        with self.assertRaises(AccessError):
            self.Visit.with_user(self.technician_user).search([])
        with self.assertRaises(AccessError):
            mine.with_user(self.inspector).action_reach()
        with self.assertRaises(AccessError):
            self.env["aftersales.return.visit.attempt"].with_user(
                self.dispatcher
            ).create(
                {
                    "visit_id": mine.id,
                    "user_id": self.dispatcher.id,
                    "outcome": "reached",
                }
            )

    def test_the_phone_of_a_stranger_is_masked(self):
        stranger = self.env["res.partner"].create(
            {"name": "Stranger", "phone": "13912345678"}
        )
        visit = self._create_visit(partner_id=stranger.id)
        self.assertEqual(visit.phone, "13912345678")
        masked = visit.with_user(self.keeper).phone
        self.assertIn("•", masked)
        self.assertNotIn("1234", masked)

    # -- papers ------------------------------------------------------------------------

    def _render(self, report, record):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.dispatcher)
            .with_context(lang="en_US")
            ._render_qweb_html(f"aftersales_service.{report}", record.ids)
        )
        return html.decode()

    @rule("R279")
    def test_the_record_is_a_paper(self):
        visit = self._create_visit(order_id=self._create_order().id)
        self._finish(visit, comment="<b>Fine</b>", problem="A scratch.")
        page = self._render("report_return_visit", visit)
        for words in (visit.name, "Haibin School", "A scratch.", visit.order_id.name):
            self.assertIn(words, page)
        self.assertIn("&lt;b&gt;Fine&lt;/b&gt;", page)
        self.assertIn(visit._get_tasks().name, page)

    def test_steps_cost_the_same_for_many(self):
        def finish(number):
            visits = self._create_visit()
            for _n in range(number - 1):
                visits |= self._create_visit()
            visits.action_reach()
            for visit in visits:
                self._answer(visit, problem="x")
            return self._count_queries(visits.action_finish)

        finish(2)
        self.assertEqual(finish(2), finish(12))
