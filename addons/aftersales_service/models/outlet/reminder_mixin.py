from odoo import api, models
from odoo.fields import Domain

BATCH = 200


class AftersalesReminderMixin(models.AbstractModel):
    """Something that somebody is told of in time, once.

    A batch locks its rows, notes that it has told and commits together with its
    activities: a killed run leaves its last batch due.
    """

    _name = "aftersales.reminder.mixin"
    _description = "Document with Reminder"

    @api.model
    def _get_remind_domain(self) -> Domain:
        """What is due, and nobody was told of."""
        raise NotImplementedError

    @api.model
    def _get_remind_order(self) -> str:
        return "id"

    def _prepare_reminders(self) -> list[dict]:
        """Activities for who is told, in his own words."""
        raise NotImplementedError

    def _mark_told(self) -> None:
        """Take these out of what is due."""
        raise NotImplementedError

    @api.model
    def _cron_remind(self) -> None:
        """Tell of what is due, batch by batch."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._get_remind_domain()))
        while done := self._remind_batch(BATCH):
            if not cron._commit_progress(done):
                return

    @api.model
    def _remind_batch(self, limit: int) -> int:
        """Tell of at most ``limit`` records and return of how many it was."""
        due = self.search(
            self._get_remind_domain(), order=self._get_remind_order(), limit=limit
        ).try_lock_for_update(allow_referencing=True)
        if due:
            self.env["mail.activity"].sudo().with_context(
                mail_activity_quick_update=True
            ).create(due._prepare_reminders())
            due._mark_told()
        return len(due)
