from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import texts

TITLE: texts.Text = ("Customer satisfaction %s", "%s年度顾客满意度调查")
ANALYSIS: texts.Text = (
    "Most customers are satisfied; technicians and repairs are praised. Two things "
    "cost us points: prices are told too late, and spare parts take too long to "
    "arrive. Both were named in the open answers, too.",
    "大多数顾客表示满意，对服务人员的态度和维修质量评价较高。失分主要有两处：收费未能事先"
    "说明，备件到货时间过长；开放题的意见也集中在这两方面。",
)
WISHES: tuple[texts.Text, ...] = (
    ("Tell the price before you come.", "上门之前请先报价。"),
    ("Keep the common rails in the van.", "常用滑轨请随车携带。"),
    ("Call when you are late.", "晚到请打个电话。"),
    ("Everything is fine, thank you.", "都很好，谢谢。"),
)
CAUSE: texts.Text = (
    "Nobody is told to do it; the slip has no place for it.",
    "没有明确规定由谁负责，派工单上也没有相应栏目。",
)
MEASURE: texts.Text = (
    "The desk names the price from the tariff when it takes the call; checked by "
    "calling back one customer in ten.",
    "调度室接听报修时按收费标准告知价格，并按十分之一的比例回访核实。",
)

# Code of a question: what it usually gets, of its best mark.
USUAL = {
    "overall": 0.88,
    "hotline": 0.9,
    "timeliness": 0.84,
    "attitude": 0.96,
    "quality": 0.92,
    "parts": 0.74,
    "price": 0.7,
    "explanation": 0.86,
    "effort": 0.84,
    "promoter": 0.86,
}
# How customers differ from each other, one after the other.
MOODS = (0.1, 0.04, -0.06, 0.12, 0.0, -0.28, 0.08, 0.1, 0.02, -0.1, 0.14, 0.06)
# Every so many-th customer does not answer, or leaves a question out.
SILENT, SHY = 4, 7


class AftersalesDemo(models.AbstractModel):
    """Last year's survey with its approved report, and this year's, half answered."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_surveys(self):
        today = self._today()
        year = timedelta(days=365)
        last = self._create_survey(today.year - 1, today - 2 * year, today - year)
        self._ask_last_year(last)
        self._report(last)
        survey = self._create_survey(
            today.year, today - year + timedelta(days=1), today
        )
        survey.with_user(self._ref("user_dispatcher")).action_start()
        asked = survey.answer_ids
        asked.aftersales_invited_at = self._moment(-6, 600)
        for number, sheet in enumerate(asked[: len(asked) // 2]):
            self._fill_in(sheet, number + 3)

    @api.model
    def _create_survey(self, year: int, date_from, date_to):
        desk = self.with_user(self._ref("user_dispatcher"))
        return (
            desk.env["aftersales.satisfaction.survey"]
            .create(
                {
                    "title": self._text(TITLE) % year,
                    "year": year,
                    "date_from": date_from,
                    "date_to": date_to,
                    "expected_response": 90.0,
                    "target_index": 85.0,
                    "sample_seed": year,
                }
            )
            .sudo()
        )

    @api.model
    def _ask_last_year(self, survey) -> None:
        """Last year's orders are not in the demo: its customers stand for theirs."""
        survey._copy_questionnaire()
        outlets = self._find_outlets()
        customers = self.env["res.partner"]
        number = 0
        while customer := self._ref(f"customer_{number}", raise_if_not_found=False):
            customers |= customer
            number += 1
        questions = survey.survey_id.question_ids
        sheets = self.env["survey.user_input"].create(
            [
                {
                    "survey_id": survey.survey_id.id,
                    "partner_id": customer.id,
                    "nickname": customer.name,
                    "email": customer.email,
                    "aftersales_is_sampled": True,
                    "aftersales_outlet_id": outlets[place % len(outlets)].id,
                    "aftersales_invited_at": self._moment(-350, 600),
                    "predefined_question_ids": [Command.set(questions.ids)],
                }
                for place, customer in enumerate(customers)
            ]
        )
        spread = sheets.grouped("aftersales_outlet_id")
        survey.write(
            {
                "population_count": 3 * len(sheets),
                "outlet_populations": {
                    str(outlet.id): 3 * len(some) for outlet, some in spread.items()
                },
            }
        )
        survey._transition("start")
        for place, sheet in enumerate(sheets):
            if place % SILENT != SILENT - 1:
                self._fill_in(sheet, place)

    @api.model
    def _fill_in(self, sheet, number: int) -> None:
        """As the customer would, in the order of the questions."""
        mood = MOODS[number % len(MOODS)]
        for place, question in enumerate(sheet.predefined_question_ids):
            code = question.aftersales_code
            if code == "wish":
                wish = WISHES[number % len(WISHES)]
                sheet._save_lines(question, self._text(wish) if number % 2 else "")
            elif (number + place) % SHY == 0 and not question.constr_mandatory:
                sheet._save_lines(question, None)
            else:
                mark = self._choose_mark(question, USUAL[code] + mood)
                sheet._save_lines(question, str(mark))
        moment = sheet.aftersales_invited_at + timedelta(hours=5 + number)
        sheet.write({"start_datetime": moment, "end_datetime": moment, "state": "done"})

    @api.model
    def _choose_mark(self, question, share: float) -> int:
        """The mark nearest to a share of the best, or the choice that has it."""
        least, full = question._get_scale()
        mark = min(max(round(share * full), least), full)
        choices = {
            choice.answer_score: choice.id for choice in question.suggested_answer_ids
        }
        return choices.get(mark, mark)

    @api.model
    def _report(self, survey) -> None:
        """Figures, measures and signatures: approved weeks after the year's end."""
        desk = survey.with_user(self._ref("user_dispatcher"))
        manager = survey.with_user(self._ref("user_manager"))
        desk.action_close()
        desk.analysis = self._text(ANALYSIS)
        desk.action_propose_measures()
        # The worst comes first: the price.
        survey.task_ids[:1].write(
            {
                "cause": self._text(CAUSE),
                "preventive_measure": self._text(MEASURE),
            }
        )
        desk.action_sign("author")
        manager.action_sign("manager")
        manager.action_report()
        survey.write(
            {
                "started_at": self._moment(-351, 600),
                "closed_at": self._moment(-330, 600),
                "reported_at": self._moment(-322, 600),
            }
        )
