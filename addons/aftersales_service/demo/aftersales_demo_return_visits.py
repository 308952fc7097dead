from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..tools import checklist as rules
from . import texts

TITLE: texts.Text = ("Return visits of this year", "本年度客户回访")
NEXT_TITLE: texts.Text = ("Return visits on site", "年度上门走访")
ANALYSIS: texts.Text = (
    "Customers like the work and the people; they miss a call when we are late.",
    "客户对维修质量和服务态度满意，主要不足是迟到时未提前电话告知。",
)
COMMENTS: tuple[texts.Text, ...] = (
    ("Everything works, thank you.", "用着没问题，谢谢。"),
    ("Please come a little earlier next time.", "下次希望早点来。"),
    ("The technician explained it very well.", "师傅讲解得很清楚。"),
)
PROBLEM: texts.Text = (
    "The technician came two hours late and nobody called.",
    "师傅晚到两小时，没人打电话通知。",
)
CAUSE: texts.Text = (
    "The visit before took longer; no rule says that the customer is called.",
    "前一单超时，没有规定迟到须电话告知客户。",
)
MEASURE: texts.Text = ("Customer called, apology given.", "已致电客户道歉。")
PREVENTION: texts.Text = (
    "Dispatchers call whoever waits more than 30 minutes.",
    "凡迟到超过30分钟，由调度员提前电话告知客户。",
)
CARE: texts.Text = ("A word before the warranty ends", "质保到期前关怀")
CARE_WORDS: texts.Text = (
    "Ask whether everything works, and offer a check before the warranty ends.",
    "询问使用情况，质保到期前提供一次免费检查。",
)
DONE, FIRST_MARKS = 9, ("very_satisfied", "satisfied", "neutral")


class AftersalesDemo(models.AbstractModel):
    """A campaign in its second week, a day of calls, a task, and care by phone."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_return_visits(self):
        desk = self.with_user(self._ref("user_dispatcher"))
        campaign = self._draw_campaign(desk)
        for number, visit in enumerate(campaign.visit_ids[:DONE]):
            self._call(visit, number)
        for visit in campaign.visit_ids[DONE : DONE + 1]:
            visit.action_miss()
        for visit in campaign.visit_ids[DONE + 1 : DONE + 2]:
            visit.action_refuse()
        # What is left makes up the clerk's day.
        campaign.visit_ids.filtered("is_open").planned_date = self._today()
        campaign.with_user(self._ref("user_manager")).analysis = self._text(ANALYSIS)
        self._work_on_task(campaign)
        self._plan_round()
        self._plan_care()

    @api.model
    def _draw_campaign(self, desk):
        today = self._today()
        campaign = desk.env["aftersales.return.visit.campaign"].create(
            {
                "title": self._text(TITLE),
                "date_from": today - timedelta(days=365),
                "date_to": today,
                "size_by": "percent",
                "percent": 60,
                "seed": 2026,
                "visit_from": today - timedelta(days=10),
                "leader_id": self._ref("user_manager").id,
                "clerk_ids": [Command.set(desk.env.user.ids)],
            }
        )
        campaign.action_draw()
        return campaign

    @api.model
    def _call(self, visit, number: int):
        has_problem = number == DONE - 1
        visit.action_reach()
        visit._save_checklist_answers(
            {
                question.id: question.option_ids[
                    has_problem and len(question.option_ids) - 1
                ].name
                for question in visit.checklist_id.question_ids
                if question.kind == rules.CHOICE
            }
        )
        comments = [self._text(text) for text in COMMENTS]
        visit.write(
            {
                "satisfaction": "dissatisfied"
                if has_problem
                else FIRST_MARKS[number % 4 % 3],
                "comment": not has_problem and comments[number % len(comments)],
                "problem": has_problem and self._text(PROBLEM),
            }
        )
        visit.action_finish()
        at = self._moment(number - DONE - 1, 600 + 7 * number)
        visit.sudo().visited_at = at
        visit.sudo().attempt_ids.attempted_at = at

    @api.model
    def _work_on_task(self, campaign):
        """The problem's task is done; nobody has looked yet whether it helps."""
        task = campaign._get_tasks()[:1].sudo(False)
        task = task.with_user(self._ref("user_manager"))
        task.write(
            {
                "cause": self._text(CAUSE),
                "measure": self._text(MEASURE),
                "preventive_measure": self._text(PREVENTION),
            }
        )
        task.action_finish()

    @api.model
    def _plan_round(self):
        """A round on site, still a draft."""
        today = self._today()
        self.with_user(self._ref("user_manager")).env[
            "aftersales.return.visit.campaign"
        ].create(
            {
                "title": self._text(NEXT_TITLE),
                "date_from": today.replace(month=1, day=1),
                "date_to": today,
                "method": "on_site",
                "seed": 88,
                "visit_from": today + timedelta(days=20),
                "leader_id": self._ref("user_manager").id,
            }
        )

    @api.model
    def _plan_care(self):
        plan = self._create_named(
            "aftersales.care.plan",
            "care_plan_warranty",
            {
                "name": self._text(CARE),
                "note": self._text(CARE_WORDS),
                "occasion": "warranty",
                "lead_days": 90,
                "grace_days": 90,
                "start_on": self._today() - timedelta(days=90),
                "channel": "activity",
                "user_id": self._ref("user_dispatcher").id,
            },
        )
        plan.with_user(self._ref("user_manager")).action_send_now()
