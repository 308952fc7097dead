from odoo.tests import HttpCase, tagged

from ..rules import rule
from .survey_common import SatisfactionCase


@tagged("post_install", "-at_install")
class TestSatisfactionPage(SatisfactionCase, HttpCase):
    """The customer answers on his phone, by the link he was sent."""

    browser_size = "390x844"

    @rule("R297")
    def test_a_customer_answers_on_his_phone(self):
        survey = self._run(1)
        sheet = survey.answer_ids[0]
        self.start_tour(sheet.get_start_url(), "aftersales_satisfaction_phone")
        self.assertEqual(sheet.state, "done")
        marks = {
            line.question_id.aftersales_code: line._get_mark()
            for line in sheet.user_input_line_ids
            if line.question_id.aftersales_measure and not line.skipped
        }
        self.assertEqual(
            marks,
            {
                "overall": 5,
                "hotline": 5,
                "timeliness": 4,
                "attitude": 5,
                "quality": 4,
                "parts": 5,
                "price": 3,
                "effort": 6,
                "promoter": 10,
            },
        )
        survey.with_user(self.dispatcher).action_close()
        self.assertEqual(self._figure(survey, "rate").value, 100.0)
        # What was left out counts nowhere.
        self.assertEqual(
            self._figure(survey, "index", code="explanation").valid_count, 0
        )

    def test_a_colleague_who_asks_holds_the_customers_token(self):
        """The host would refuse a user who is not the customer."""
        sheet = self._run(1).answer_ids[0]
        self.authenticate(self.dispatcher.login, self.dispatcher.login)
        page = self.url_open(sheet.get_start_url())
        self.assertIn(self.questionnaire.title, page.text)
        self.assertNotIn("not accessible", page.text)
        self.assertIn("o_survey_form", page.text)

    def test_a_guessed_or_closed_link_opens_nothing(self):
        survey = self._run(1)
        sheet = survey.answer_ids[0]
        wrong = sheet.get_start_url().replace(sheet.access_token, "guess")
        self.assertNotIn("o_survey_form ", self.url_open(wrong).text)
        without = survey.survey_id.get_start_url()
        self.assertNotIn("o_survey_form ", self.url_open(without).text)
        survey.action_close()
        closed = self.url_open(sheet.get_start_url()).text
        self.assertIn("closed", closed)
        self.assertNotIn("All in all", closed)
