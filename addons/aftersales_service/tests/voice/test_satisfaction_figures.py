from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..rules import rule
from .survey_common import SatisfactionCase

YEAR = (date(2019, 1, 1), date(2019, 12, 31))


@tagged("post_install", "-at_install")
class TestSatisfactionFigures(SatisfactionCase):
    """What comes out of the answers."""

    def _close(self, **vals):
        """Eight customers: four content, two not, one half-hearted, one silent."""
        survey = self._run(4, **vals)
        near = survey.answer_ids.filtered(
            lambda sheet: sheet.aftersales_outlet_id == self.outlet
        )
        far = survey.answer_ids - near
        for sheet in near:
            self._answer(sheet, overall=5)
        self._answer(far[0], overall=2, promoter=3, effort=2)
        self._answer(far[1], overall=1, promoter=7, effort=4, quality=1)
        self._answer(far[2], overall=None, promoter=None, quality=None, price=None)
        survey.with_user(self.dispatcher).action_close()
        return survey

    @rule("R292", "R293")
    def test_rate_and_index_are_two_figures(self):
        survey = self._close()
        rate, index = self._figure(survey, "rate"), self._figure(survey, "index")
        self.assertEqual((rate.hit_count, rate.valid_count), (4, 6))
        self.assertAlmostEqual(rate.value, 200 / 3)
        self.assertNotAlmostEqual(index.value, rate.value, 1)
        # 10 weights; quality (3): 26 of 30, price (1): 24 of 30, the others as said.
        items = {
            "hotline": (1, 1.0),
            "timeliness": (2, 0.8),
            "attitude": (1, 1.0),
            "quality": (3, 26 / 30),
            "parts": (1, 0.8),
            "price": (1, 0.8),
            "explanation": (1, 0.8),
        }
        self.assertAlmostEqual(
            index.value, 100 * sum(w * mean for w, mean in items.values()) / 10, 4
        )

    def test_promoters_and_effort(self):
        survey = self._close()
        # Four promoters, one passive, one detractor.
        self.assertAlmostEqual(self._figure(survey, "nps").value, 50.0)
        self.assertAlmostEqual(
            self._figure(survey, "ces").value, (6 * 5 + 2 + 4) / 7, 3
        )

    def test_every_figure_says_how_sure_it_is(self):
        survey = self._close()
        response = self._figure(survey, "response")
        self.assertEqual((response.hit_count, response.valid_count), (7, 8))
        self.assertEqual(response.value, 87.5)
        for measure in ("rate", "index", "nps", "ces"):
            figure = self._figure(survey, measure)
            self.assertTrue(figure.has_interval, measure)
            self.assertLessEqual(figure.low, figure.value)
            self.assertLessEqual(figure.value, figure.high)
        self.assertEqual(survey.required_answers, 8)
        self.assertFalse(survey.is_enough)

    def test_outlets_and_questions_have_figures_of_their_own(self):
        survey = self._close()
        self.assertEqual(self._figure(survey, "rate", self.outlet).value, 100.0)
        self.assertEqual(self._figure(survey, "rate", self.far).value, 0.0)
        quality = self._figure(survey, "rate", code="quality")
        self.assertEqual((quality.hit_count, quality.valid_count), (5, 6))
        self.assertEqual(quality.tally, {"1": 1, "5": 5})

    def test_without_answers_figures_are_empty_not_nought(self):
        survey = self._run(1)
        survey.action_close()
        totals = survey.figure_ids.filtered(lambda one: one.scope == "company")
        self.assertEqual(self._figure(survey, "response").value, 0)
        totals -= self._figure(survey, "response")
        self.assertFalse(totals.filtered("has_value"))
        self.assertFalse(survey.rate_text)
        self.assertFalse(survey._find_problems())

    def test_live_figures_become_the_frozen_ones(self):
        survey = self._run(2)
        for sheet in survey.answer_ids[:3]:
            self._answer(sheet)
        before = [line._replace(outlet=line.outlet.id) for line in survey._get_lines()]
        self.assertIn("Satisfaction Rate", survey.statistics_html)
        survey.action_close()
        after = [line._replace(outlet=line.outlet.id) for line in survey._get_lines()]
        self.assertEqual(
            [(one.measure, one.text, one.valid) for one in before],
            [(one.measure, one.text, one.valid) for one in after],
        )

    def test_frozen_figures_do_not_move(self):
        survey = self._close()
        figure = self._figure(survey, "rate")
        with self.assertRaisesRegex(UserError, "frozen"):
            figure.write({"value": 100.0})
        value = figure.value
        self._answer(survey.answer_ids.filtered(lambda sheet: sheet.state == "new"))
        self.assertEqual(survey._get_totals()["rate"].value, value)

    def test_only_the_sample_counts(self):
        survey = self._run(1)
        self._answer(survey.answer_ids[0])
        friend = self.env["survey.user_input"].create(
            {"survey_id": survey.survey_id.id, "partner_id": self.customer.id}
        )
        self._answer(friend, overall=5)
        self.assertEqual(friend.satisfaction_id, survey)
        survey.action_close()
        self.assertEqual(self._figure(survey, "rate").valid_count, 1)
        self.assertEqual(survey.answered_count, 1)

    def test_no_average_over_two_kinds_of_figures(self):
        own = ("satisfaction_id", "=", self._close().id)
        Figure = self.env["aftersales.satisfaction.figure"]
        both = [own, ("measure", "in", ("rate", "index")), ("scope", "=", "company")]
        self.assertFalse(Figure._read_group(both, [], ["value:avg"])[0][0])
        rows = dict(Figure._read_group(both, ["measure"], ["value:avg"]))
        self.assertAlmostEqual(rows["rate"], 200 / 3, 3)
        self.assertTrue(rows["index"])
        scopes = [own, ("measure", "=", "rate"), ("scope", "in", ("company", "outlet"))]
        self.assertFalse(Figure._read_group(scopes, [], ["value:avg"])[0][0])

    @rule("R298")
    def test_main_problems_are_what_is_below_its_target(self):
        survey = self._close(target_rate=90, target_index=90)
        problems = survey._find_problems()
        self.assertTrue(all(line.value < 90 for line in problems))
        self.assertEqual((problems[0].outlet, problems[0].measure), (self.far, "rate"))
        self.assertNotIn(
            ("hotline", "index"),
            [(line.question.aftersales_code, line.measure) for line in problems],
        )
        words = survey._get_problem_text(problems[0])
        self.assertIn("Jinan Branch: Satisfaction Rate 0.0 %", words)

    def test_a_survey_is_compared_with_the_one_before(self):
        self._serve(1, signed_at="2018-05-04 02:00:00")
        last = self._create_survey(year=2018)
        last.action_start()
        self._answer(last.answer_ids)
        last.action_close()
        survey = self._close()
        self.assertEqual(survey.previous_id, last)
        total = {
            line.measure: before
            for line, before in survey._get_statistics_values()["totals"]
        }
        self.assertEqual(total["rate"], "100.0 %")
        self.assertFalse(last.previous_id)

    def test_key_figures_read_the_frozen_figures(self):
        survey = self._close()
        Source = self.env["aftersales.kpi.source"]
        rate = Source._measure_satisfaction_survey_rate(*YEAR, None)[False]
        self.assertEqual((rate.numerator, rate.denominator), (4, 6))
        self.assertAlmostEqual(rate.value, 200 / 3)
        by_outlet = Source._measure_satisfaction_survey_rate(*YEAR, "outlet")
        self.assertEqual(by_outlet[self.far.id].value, 0.0)
        self.assertEqual(
            Source._measure_satisfaction_survey_nps(*YEAR, None)[False].value, 50.0
        )
        self.assertEqual(
            Source._measure_satisfaction_survey_index(*YEAR, None)[False].value,
            self._figure(survey, "index").value,
        )
        self.assertTrue(
            Source._measure_satisfaction_survey_ces(*YEAR, None)[False].value
        )
        self.assertFalse(Source._measure_satisfaction_survey_ces(*YEAR, "department"))

    def test_a_year_without_a_survey_has_no_figure(self):
        self._run(1)
        Source = self.env["aftersales.kpi.source"]
        figure = Source._measure_satisfaction_survey_rate(*YEAR, None)[False]
        self.assertIsNone(figure.value)
        self.assertEqual(Source._measure_satisfaction_survey_rate(*YEAR, "outlet"), {})

    def test_an_outlet_manager_sees_the_whole_and_his_own(self):
        survey = self._close()
        user = self._create_user("outlet_manager")
        self.far.manager_id = user
        self.env.flush_all()
        self.env.invalidate_all()
        seen = survey.with_user(user)
        self.assertEqual(seen.figure_ids.outlet_id, self.far)
        self.assertIn("Jinan Branch", seen.statistics_html)
        self.assertNotIn("Qingdao Branch", seen.statistics_html)

    @rule("R298")
    def test_the_report_prints_and_exports_the_table(self):
        survey = self._close()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("aftersales_service.report_satisfaction", survey.ids)[0]
            .decode()
        )
        for words in (
            "66.7 %",
            "Main Problems",
            "95 % Interval",
            "Jinan Branch",
            "<svg",
        ):
            self.assertIn(words, html)
        export = self.env["aftersales.satisfaction.export"].with_user(self.manager)
        wizard = export.create({"satisfaction_id": survey.id})
        file = BytesIO()
        wizard._write_workbook(file)
        book = load_workbook(file)
        self.assertEqual(len(book.sheetnames), 2)
        cells = [cell.value for row in book.worksheets[0] for cell in row]
        self.assertIn("Satisfaction Rate", cells)
        self.assertIn("Jinan Branch", cells)

    def test_figures_cost_the_same_queries_for_many_answers(self):
        small = self._run(2)
        third = self._create_outlet(name="Yantai Branch", cities="Yantai")
        self._serve(20, third)
        large = self._create_survey(outlet_ids=[(6, 0, third.ids)])
        large.action_start()
        for sheet in small.answer_ids[:2] | large.answer_ids:
            self._answer(sheet)
        small._tabulate()
        costs = [self._count_queries(one._tabulate) for one in (small, large)]
        self.assertEqual(costs[0], costs[1])
