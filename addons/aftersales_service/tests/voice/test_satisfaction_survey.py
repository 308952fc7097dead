from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..rules import rule
from .survey_common import SatisfactionCase


@tagged("post_install", "-at_install")
class TestSatisfactionSurvey(SatisfactionCase):
    """From the preparation of a survey to its approved report."""

    def test_who_was_served_in_the_year_is_counted(self):
        served = self._serve(3)
        self._serve(2, signed_at="2018-12-31 15:59:00")  # 23:59 in China
        self._serve(1, signed_at="2019-12-31 16:00:00")  # the year after
        survey = self._create_survey(sample_size=0)
        survey.with_user(self.dispatcher).action_count()
        population = survey._find_population()
        self.assertEqual(set(population), set(served.ids))
        self.assertEqual(survey.population_count, 3)
        self.assertEqual(survey.required_answers, 3)
        self.assertEqual(survey.sample_size, 3)

    def test_a_customer_is_asked_about_his_last_order(self):
        customer = self._serve(1)
        last = self._create_order(partner_id=customer.id)
        last.signed_at = "2019-08-01 02:00:00"
        survey = self._create_survey()
        survey.action_start()
        self.assertEqual(survey.answer_ids.partner_id, customer)
        self.assertEqual(survey.answer_ids.aftersales_order_id, last)
        self.assertEqual(survey.answer_ids.aftersales_outlet_id, last.outlet_id)

    @rule("R272")
    def test_his_answers_stand_in_the_customers_file(self):
        sheet = self._run(1).answer_ids[0]
        self._answer(sheet)
        sections = {
            section["key"]: section
            for section in sheet.partner_id.with_user(
                self.dispatcher
            )._get_customer_file()
        }
        self.assertEqual(sections["surveys"]["rows"][0][1], "Satisfaction 2019")
        self.assertEqual(sections["surveys"]["rows"][0][3], "Satisfied")

    def test_the_same_seed_draws_the_same_customers(self):
        self._serve(30)
        one, same, other = (
            self._create_survey(sample_size=8, sample_seed=seed) for seed in (7, 7, 8)
        )
        (one | same | other).action_start()
        self.assertEqual(one.asked_count, 8)
        self.assertEqual(one.sample_size, 8)
        self.assertEqual(one.answer_ids.partner_id, same.answer_ids.partner_id)
        self.assertNotEqual(one.answer_ids.partner_id, other.answer_ids.partner_id)

    def test_each_outlet_is_asked_by_its_share(self):
        self._serve(24)
        self._serve(8, self.far)
        survey = self._create_survey(sample_size=8)
        survey.action_start()
        asked = survey.answer_ids.grouped("aftersales_outlet_id")
        self.assertEqual((len(asked[self.outlet]), len(asked[self.far])), (6, 2))

    def test_outlets_limit_the_population(self):
        self._serve(2)
        far = self._serve(3, self.far)
        survey = self._create_survey(outlet_ids=[(6, 0, self.far.ids)])
        survey.action_start()
        self.assertEqual(survey.answer_ids.partner_id, far)

    def test_a_survey_nobody_could_answer_does_not_start(self):
        with self.assertRaisesRegex(UserError, "no order was signed"):
            self._create_survey(year=2010).action_start()

    def test_the_questionnaire_must_ask_for_the_overall_opinion_once(self):
        self._serve(1)
        odd = self.questionnaire.copy()
        odd.question_ids.filtered(
            lambda q: q.aftersales_measure == "overall"
        ).aftersales_measure = "item"
        with self.assertRaisesRegex(UserError, "exactly one question"):
            self._create_survey(questionnaire_id=odd.id).action_start()

    def test_choices_without_marks_are_named(self):
        self._serve(1)
        odd = self.questionnaire.copy()
        odd.question_ids.suggested_answer_ids.answer_score = 0
        with self.assertRaisesRegex(UserError, "All in all"):
            self._create_survey(questionnaire_id=odd.id).action_start()

    def test_each_survey_asks_with_its_own_copy(self):
        survey = self._run(1)
        self.assertNotEqual(survey.survey_id, self.questionnaire)
        self.assertEqual(
            survey.survey_id.title, f"{self.questionnaire.title} {survey.year}"
        )
        self.assertEqual(survey.survey_id.access_mode, "token")
        self.assertEqual(
            survey.survey_id.question_ids.mapped("aftersales_code"),
            self.questionnaire.question_ids.mapped("aftersales_code"),
        )

    def test_method_and_sample_stand_once_it_runs(self):
        survey = self._run(1)
        for vals in ({"satisfied_from": 60}, {"target_rate": 50}, {"sample_seed": 1}):
            with self.assertRaisesRegex(UserError, "Make a new survey"):
                survey.with_user(self.manager).write(vals)
        survey.with_user(self.manager).analysis = "Prices are not explained."

    def test_what_customers_were_asked_cannot_be_changed(self):
        """Not by the host's own administrator of surveys either."""
        asked = self._run(1).survey_id.with_user(self.env.ref("base.user_admin"))
        question = asked.question_ids[0]
        attempts = (
            asked.unlink,
            question.unlink,
            lambda: question.write({"aftersales_weight": 9}),
            lambda: question.suggested_answer_ids[0].write({"answer_score": 5}),
            question.suggested_answer_ids[0].unlink,
        )
        for attempt in attempts:
            with self.assertRaisesRegex(UserError, "Customers are asked with these"):
                attempt()

    def test_invitations_and_reminders_go_to_whom_they_concern(self):
        survey = self._run(2).with_user(self.dispatcher)
        sheets = survey.sudo().answer_ids
        sheets[0].partner_id.email = False
        self._answer(sheets[1])
        Mail = self.env["mail.mail"].sudo()
        before = Mail.search([])
        survey.action_invite()
        mails = Mail.search([]) - before
        self.assertEqual(
            mails.recipient_ids | mails.mapped("recipient_ids"),
            sheets[2:].partner_id,
        )
        self.assertIn(sheets[2].access_token, "".join(mails.mapped("body_html")))
        survey.action_invite()
        self.assertEqual(Mail.search([]) - before, mails)
        survey.action_remind()
        self.assertEqual(len(Mail.search([]) - before - mails), 2)
        self.assertTrue(all(sheet.aftersales_reminded_at for sheet in sheets[2:]))

    def test_who_is_silent_is_reminded_once(self):
        survey = self._run(2)
        survey.action_invite()
        early, late, answered, away = survey.answer_ids
        (late | answered | away).aftersales_invited_at = "2019-06-01 02:00:00"
        self._answer(answered)
        self.env["mail.blacklist"].create({"email": away.partner_id.email})
        progress = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with freeze_time("2019-06-08 02:00:00"), progress:
            early.aftersales_invited_at = "2019-06-07 02:00:00"
            survey._cron_remind()
            self.assertTrue(late.aftersales_reminded_at)
            others = early | answered | away
            self.assertFalse(others.filtered("aftersales_reminded_at"))
            Mail = self.env["mail.mail"].sudo()
            before = Mail.search_count([])
            survey._cron_remind()
            self.assertEqual(Mail.search_count([]), before)

    def test_a_survey_that_does_not_run_invites_nobody(self):
        with self.assertRaisesRegex(UserError, "not running"):
            self._create_survey().action_invite()

    @rule("R297")
    def test_a_home_visit_is_made_by_two(self):
        sheet = self._run(1).answer_ids[0]
        action = sheet.with_user(self.dispatcher).action_ask_in_person()
        Interview = (
            self.env["aftersales.satisfaction.interview"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
        )
        with Form(Interview) as form:
            form.method = "visit"
        interview = form.record
        with self.assertRaisesRegex(ValidationError, "at least 2 people"):
            interview.action_open()
        interview.user_ids |= self.manager
        url = interview.action_open()["url"]
        self.assertIn(sheet.access_token, url)
        self.assertEqual(sheet.aftersales_method, "visit")
        self.assertEqual(sheet.aftersales_visitor_ids, self.dispatcher | self.manager)

    @rule("R296", "R298", "R299")
    def test_the_way_from_the_draft_to_the_report(self):
        survey = self._run(target_index=70).with_user(self.dispatcher)
        for sheet in survey.sudo().answer_ids:
            self._answer(sheet)
        survey.action_close()
        with self.assertRaisesRegex(UserError, "Analysis"):
            survey.with_user(self.manager).action_report()
        survey.analysis = "Customers wait too long for parts."
        with self.assertRaisesRegex(UserError, "not signed yet"):
            survey.with_user(self.manager).action_report()
        survey.action_sign("author")
        with self.assertRaises(AccessError):
            survey.action_sign("manager")
        survey.with_user(self.manager).action_sign("manager")
        with self.assertRaisesRegex(AccessError, "Service Manager"):
            survey.action_report()
        survey.with_user(self.manager).action_report()
        self.assertEqual(survey.state, "reported")
        with self.assertRaisesRegex(UserError, "Make a new survey"):
            survey.analysis = "All is well."

    @rule("R298")
    def test_main_problems_become_measures_before_the_report(self):
        survey = self._run(2, target_index=70).with_user(self.dispatcher)
        self.far.manager_id = self._create_user("outlet_manager")
        with self.assertRaisesRegex(UserError, "not closed"):
            survey.action_propose_measures()
        for sheet in survey.sudo().answer_ids:
            near = sheet.aftersales_outlet_id == self.outlet
            self._answer(sheet, overall=5 if near else 1, price=3)
        survey.action_close()
        survey.analysis = "Jinan is not content; prices are not explained."
        survey.action_sign("author")
        survey.with_user(self.manager).action_sign("manager")
        with self.assertRaisesRegex(UserError, "Open measures"):
            survey.with_user(self.manager).action_report()
        survey.action_propose_measures()
        far = survey.task_ids.filtered("outlet_id")
        self.assertEqual(far.outlet_id, self.far)
        self.assertEqual(far.user_id, self.far.manager_id)
        self.assertIn("Satisfaction Rate 0.0 %", far[0].problem)
        price = survey.task_ids.filtered(lambda task: "price" in task.problem)
        self.assertEqual(price.origin, survey)
        self.assertEqual(price.user_id, survey.user_id)
        with self.assertRaisesRegex(UserError, "has measures already"):
            survey.action_propose_measures()
        survey.with_user(self.manager).action_report()
        self.assertEqual(survey.state, "reported")

    def test_a_changed_analysis_is_signed_anew(self):
        survey = self._run(1)
        survey.action_close()
        survey.analysis = "Good."
        survey.with_user(self.dispatcher).action_sign("author")
        survey.analysis = "Very good."
        self.assertIn("Surveyed By", survey.signoff_missing)

    def test_nobody_signs_figures_that_still_move(self):
        with self.assertRaisesRegex(UserError, "when the survey is closed"):
            self._run(1).with_user(self.dispatcher).action_sign("author")

    def test_after_closing_nobody_answers(self):
        survey = self._run(1)
        survey.action_close()
        self.assertFalse(survey.survey_id.active)
        self.assertTrue(all(survey.answer_ids.mapped("deadline")))

    def test_only_a_draft_is_deleted(self):
        running = self._run(1)
        with self.assertRaisesRegex(UserError, "Customers were asked already"):
            running.unlink()
        self._create_survey().with_user(self.manager).unlink()

    def test_a_cancelled_survey_counts_nothing(self):
        survey = self._run(1)
        with self.assertRaises(AccessError):
            survey.with_user(self.dispatcher).action_cancel()
        survey.with_user(self.manager).action_cancel()
        self.assertFalse(survey.figure_ids)
        self.assertFalse(survey.survey_id.active)

    def test_what_each_role_may_not_do(self):
        survey = self._run(1)
        technician = survey.with_user(self.technician_user)
        inspector = survey.with_user(self._create_user("inspector"))
        outlet_manager = survey.with_user(self._create_user("outlet_manager"))
        with self.assertRaises(AccessError):
            technician.read(["title"])
        with self.assertRaises(AccessError):
            outlet_manager.read(["title"])  # it runs still
        self.assertTrue(inspector.read(["title"]))
        for record in (inspector, outlet_manager, technician):
            for step in ("action_close", "action_count", "action_invite"):
                with self.assertRaises(AccessError):
                    getattr(record, step)()
        sheet = survey.answer_ids[0].with_user(self.manager)
        for attempt in (
            lambda: sheet.write({"state": "done"}),
            sheet.unlink,
            lambda: sheet.user_input_line_ids.create({"user_input_id": sheet.id}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_another_company_sees_nothing(self):
        survey = self._run(1)
        survey.action_close()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_user(
            "dispatcher",
            login="stranger",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        for record in (survey, survey.figure_ids, survey.answer_ids, survey.survey_id):
            self.assertFalse(
                record.with_user(stranger).search([("id", "in", record.ids)])
            )

    def test_starting_costs_the_same_queries_for_many_customers(self):
        self._serve(2)
        few = self._create_survey()
        few.action_start()  # warm
        self._serve(2, self.far)
        small = self._create_survey(outlet_ids=[(6, 0, self.far.ids)])
        third = self._create_outlet(name="Yantai Branch", cities="Yantai")
        self._serve(20, third)
        large = self._create_survey(outlet_ids=[(6, 0, third.ids)])
        for survey in (small, large):
            survey._copy_questionnaire()
        costs = [self._count_queries(survey._draw_sample) for survey in (small, large)]
        self.assertEqual(len(large.answer_ids), 20)
        self.assertEqual(costs[0], costs[1])
