from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import corrective_flow

BATCH = 100
TO_DO = "aftersales_service.activity_type_corrective_task"
OVERDUE = "aftersales_service.activity_type_corrective_overdue"


class AftersalesCorrectiveTask(models.Model):
    """The responsible has an activity until the deadline; when that is over, whoever he
    answers to gets one, and again every few days.

    A batch locks its rows, writes the day of its reminder and commits together with the
    activities it made; a run that is killed leaves its last batch due.
    """

    _inherit = "aftersales.corrective.task"

    reminded_date = fields.Date(string="Last Reminder", readonly=True, copy=False)
    next_reminder_date = fields.Date(
        string="Next Reminder", compute="_compute_next_reminder_date", store=True
    )

    _next_reminder_idx = models.Index(
        "(next_reminder_date) WHERE next_reminder_date IS NOT NULL"
    )

    @api.depends(
        "state",
        "deadline",
        "reminded_date",
        "company_id.aftersales_corrective_remind_days",
    )
    def _compute_next_reminder_date(self):
        for task in self:
            task.next_reminder_date = (
                task.state in corrective_flow.OPEN_STATES
                and corrective_flow.next_reminder(
                    task.deadline or None,
                    task.reminded_date or None,
                    task.company_id.aftersales_corrective_remind_days,
                )
            )

    @api.model
    def _get_reminder_domain(self) -> Domain:
        today = fields.Date.context_today(self)
        return Domain("next_reminder_date", "<=", today)

    @api.model
    def _cron_remind(self) -> None:
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._get_reminder_domain()))
        while done := self._remind_batch(BATCH):
            if not cron._commit_progress(done):
                return

    @api.model
    def _remind_batch(self, limit: int) -> int:
        """Tell of at most ``limit`` overdue tasks and return of how many it was."""
        due = self.search(
            self._get_reminder_domain(), order="next_reminder_date, id", limit=limit
        ).try_lock_for_update(allow_referencing=True)
        due._drop_activities(OVERDUE)
        due._create_activities(OVERDUE)
        due.write({"reminded_date": fields.Date.context_today(self)})
        return len(due)

    def _get_supervisor(self):
        """Who is told that a task is overdue: not the responsible once more."""
        self.ensure_one()
        for user in (
            self.outlet_id.manager_id,
            self.company_id.aftersales_service_manager_id,
        ):
            if user.active and user != self.user_id:
                return user
        return self.user_id

    def _create_activities(self, xml_id: str = TO_DO) -> None:
        """One activity a task, in one insert."""
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(xml_id)
        is_overdue = xml_id == OVERDUE
        vals_list = []
        for task in self:
            user = task._get_supervisor() if is_overdue else task.user_id
            words = task.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": task.id,
                    "user_id": user.id,
                    "summary": words._get_overdue_words() if is_overdue else False,
                    "date_deadline": fields.Date.context_today(words)
                    if is_overdue
                    else task.deadline,
                }
            )
        # Who opens a task for another person tells him, whatever his own rights.
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)

    def _get_overdue_words(self) -> str:
        self.ensure_one()
        return self.env._(
            "%(task)s of %(person)s was due on %(date)s",
            task=self.name,
            person=self.user_id.name,
            date=self.deadline,
        )

    def _drop_activities(self, *xml_ids: str) -> None:
        kinds = [self.env.ref(xml_id).id for xml_id in xml_ids or (TO_DO, OVERDUE)]
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "in", kinds),
            ]
        ).unlink()
