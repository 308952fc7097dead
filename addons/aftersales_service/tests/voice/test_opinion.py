from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import OpinionCase

ACTIVITY = "aftersales_service.activity_type_low_opinion"


@tagged("post_install", "-at_install")
class TestOpinion(OpinionCase):
    """One opinion a visit, whichever way it comes; the last word holds."""

    # -- asked ----------------------------------------------------------------------

    @rule("R259")
    def test_every_service_is_asked_about(self):
        order = self._create_order()
        visit = self._walk_to_signed(order)
        opinion = order.opinion_ids
        self.assertRecordValues(
            opinion,
            [
                {
                    "dispatch_id": visit.id,
                    "partner_id": self.customer.id,
                    "outlet_id": order.outlet_id.id,
                    "technician_id": self.technician.id,
                    "opinion": "satisfied",
                    "score": 4,
                    "channel": "slip",
                    "is_low": False,
                }
            ],
        )
        self.assertEqual(opinion.rating_id.rating, 4)
        self.assertEqual(opinion.rating_id.parent_res_id, order.outlet_id.id)
        self.assertEqual(order.opinion_count, 1)

    @rule("R259")
    def test_help_from_afar_is_asked_about_as_well(self):
        order = self._create_order(type_id=self.type_remote.id, cause_id=self.cause.id)
        order.action_accept()
        order.action_assess()
        order.solution = "Explained on the phone."
        order.action_repair()
        self.assertRecordValues(
            order.opinion_ids, [{"dispatch_id": False, "answered_at": False}]
        )

    def test_nobody_is_asked_about_a_visit_that_met_nobody(self):
        order = self._create_order(outlet_id=self.outlet.id)
        order.action_accept()
        visit = self._create_dispatch(order)
        visit.action_send()
        visit.action_arrive()
        self.assertTrue(visit._get_opinion_url(), "printed on the slip")
        visit.write({"outcome": "not_met", "work_done": "Rang three times."})
        visit.action_finish()
        self.assertFalse(visit.opinion_ids)

    def test_asking_costs_the_same_for_many_visits(self):
        visits = self.env["aftersales.dispatch"]
        for _number in range(24):
            visits += self._create_dispatch(
                self._create_order(), technician_ids=False, finished_at="2026-03-02"
            )

        def ask(records):
            return self._count_queries(records._ensure_opinions)

        ask(visits[:2])
        self.assertEqual(ask(visits[2:4]), ask(visits[4:]))

    def test_slips_of_many_visits_cost_the_same(self):
        visits = self.env["aftersales.dispatch"]
        for _number in range(24):
            visits += self._create_dispatch(
                self._create_order(), technician_ids=False, finished_at="2026-03-02"
            )

        def fill_in(records):
            return self._count_queries(lambda: records.write({"opinion": "neutral"}))

        fill_in(visits[:2])
        self.assertEqual(fill_in(visits[2:4]), fill_in(visits[4:]))

    # -- answered -------------------------------------------------------------------

    def test_a_later_answer_takes_the_place_of_the_first_and_both_are_told(self):
        visit = self._create_visited("satisfied")
        opinion = self._opinion(visit).with_context(
            tracking_disable=False, mail_notrack=False, lang="en_US"
        )
        self.cr.flush()
        opinion._answer(
            {opinion: {"opinion": "neutral", "comment": "Squeaks", "channel": "link"}}
        )
        self.cr.flush()
        self.assertRecordValues(
            opinion, [{"opinion": "neutral", "comment": "Squeaks", "channel": "link"}]
        )
        self.assertEqual(visit.opinion, "satisfied", "the slip stays as it was signed")
        tracked = opinion.message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "opinion"
        )
        self.assertIn(
            ("Satisfied", "Neutral"),
            [(value.old_value_char, value.new_value_char) for value in tracked],
        )
        self.assertEqual(opinion.rating_id.rating, 3)
        self.assertEqual(len(opinion.rating_ids), 1)
        # What the desk corrects on the slip now is not the customer's last word.
        visit.opinion = "very_satisfied"
        self.assertEqual(opinion.opinion, "neutral")

    @rule("R263")
    def test_a_low_mark_asks_the_service_manager_to_call_once(self):
        visit = self._create_visited("dissatisfied")
        opinion = self._opinion(visit)
        self.assertTrue(opinion.is_low)
        activity = opinion.activity_ids
        self.assertEqual(activity.activity_type_id, self.env.ref(ACTIVITY))
        self.assertTrue(
            activity.user_id.has_group("aftersales_service.group_service_manager")
        )
        opinion._answer({opinion: {"opinion": "very_dissatisfied", "channel": "link"}})
        self.assertEqual(len(opinion.activity_ids), 1)

    def test_the_company_says_which_marks_are_low(self):
        self.company.aftersales_low_opinion = "neutral"
        self.assertTrue(self._opinion(self._create_visited("neutral")).is_low)
        self.company.aftersales_low_opinion = "very_dissatisfied"
        later = self._opinion(self._create_visited("dissatisfied"))
        self.assertFalse(later.is_low)
        self.assertFalse(later.activity_ids)

    # -- on the phone -----------------------------------------------------------------

    def test_a_clerk_asks_on_the_phone(self):
        opinion = self._opinion(self._create_visited()).with_user(self.dispatcher)
        action = opinion.action_answer_by_phone()
        Call = self.env["aftersales.opinion.call"].with_user(self.dispatcher)
        with Form(Call.with_context(**action["context"])) as form:
            form.opinion = "very_satisfied"
            form.comment = "Quick"
        form.record.action_save()
        self.assertRecordValues(
            opinion,
            [
                {
                    "opinion": "very_satisfied",
                    "channel": "phone",
                    "user_id": self.dispatcher.id,
                    "comment": "Quick",
                }
            ],
        )

    def test_an_outlet_does_not_ask_about_its_own_work(self):
        opinion = self._opinion(self._create_visited())
        for user in (self.outlet_manager, self.technician_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                opinion.with_user(user).action_answer_by_phone()
            with self.assertRaises(AccessError):
                opinion.with_user(user).action_send_link()
            with self.assertRaises(AccessError):
                self.env["aftersales.opinion.call"].with_user(user).create(
                    {"opinion_id": opinion.id, "opinion": "very_satisfied"}
                )

    def test_nobody_writes_opinions_and_the_key_stays_hidden(self):
        opinion = self._opinion(self._create_visited("dissatisfied"))
        for user in (self.manager, self.dispatcher, self.outlet_manager):
            mine = opinion.with_user(user)
            self.assertEqual(mine.opinion, "dissatisfied")
            with self.subTest(user.login), self.assertRaises(AccessError):
                mine.write({"opinion": "very_satisfied"})
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.read(["access_token"])
        self.assertFalse(opinion.rating_id.access_token)
        with self.assertRaises(AccessError):
            opinion.with_user(self.outlet_manager).read(["page_url"])

    def test_a_technician_reads_what_is_said_of_his_work_only(self):
        mine = self._opinion(self._create_visited("satisfied"))
        theirs = self._opinion(
            self._create_visited("satisfied", technician_ids=[(5, 0, 0)])
        )
        seen = self.env["aftersales.opinion"].with_user(self.technician_user)
        found = seen.search([("id", "in", (mine + theirs).ids)])
        self.assertEqual(found, mine.with_user(self.technician_user))

    # -- by e-mail --------------------------------------------------------------------

    def test_who_wrote_nothing_on_the_slip_gets_the_link_once(self):
        Opinion = self.env["aftersales.opinion"]
        opinion = self._opinion(self._create_visited())
        answered = self._opinion(self._create_visited("satisfied"))
        with freeze_time("2026-03-02 05:00:00"):
            early = Opinion.search(Opinion._get_unsent_domain())
        self.assertNotIn(opinion, early)
        with freeze_time("2026-03-02 06:30:00"):
            due = Opinion.search(Opinion._get_unsent_domain())
            self.assertIn(opinion, due)
            self.assertNotIn(answered, due)
            with patch.object(
                type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
            ):
                Opinion._cron_send_links()
            self.assertNotIn(opinion, Opinion.search(Opinion._get_unsent_domain()))
        path = opinion._get_page_path()
        mail = self.env["mail.mail"].search([("body_html", "ilike", path)])
        self.assertEqual(len(mail), 1)
        # Not in the history: who is judged reads that.
        self.assertNotIn(mail.mail_message_id, opinion.message_ids)
        with freeze_time("2026-08-01"):
            self.assertFalse(Opinion.search(Opinion._get_unsent_domain()))

    def test_without_an_address_the_text_is_there_to_copy(self):
        self.customer.email = False
        opinion = self._opinion(self._create_visited()).with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "Haibin School"):
            opinion.with_context(lang="en_US").action_send_link()
        self.assertIn(opinion.page_url, opinion.message_text)
        self.assertIn(opinion.order_id.name, opinion.message_text)
