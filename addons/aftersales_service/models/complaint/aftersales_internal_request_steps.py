from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .aftersales_internal_request import ACTIVITY

BATCH = 100


class AftersalesInternalRequest(models.Model):
    """The one asked replies, or his superior hears of it (R050)."""

    _inherit = "aftersales.internal.request"

    # -- answered -----------------------------------------------------------------
    def _get_people(self, step: str):
        """Who may take a step: the one asked replies, the other does the rest."""
        self.ensure_one()
        return self.user_id if step == "reply" else self.requested_by_id

    def _refuse_people(self, step: str) -> None:
        if self:
            raise AccessError(
                "\n".join(
                    self.env._(
                        "%(request)s: “%(step)s” is for %(people)s.",
                        request=request.display_name,
                        step=self._get_step_label(step),
                        people=request._get_people(step).sudo().name,
                    )
                    for request in self
                )
            )

    def _transition(self, step, **values):
        if not self.env.su:
            wrong = self.filtered(lambda r: self.env.user not in r._get_people(step))
            wrong._refuse_people(step)
        return super()._transition(step, **values)

    def action_reply(self):
        self._refuse(
            [
                self.env._(
                    "%(request)s: write down the Reply before “Reply”.",
                    request=request.display_name,
                )
                for request in self
                if not (request.reply or "").strip()
            ]
        )
        now = fields.Datetime.now()
        for was_late, requests in self.grouped(lambda r: now > r.deadline).items():
            requests._transition("reply", was_late=was_late)
        self.sudo().activity_feedback([ACTIVITY])
        for request in self:
            request.message_post(
                body=self.env._("Reply: %(reply)s", reply=request.reply),
                partner_ids=request.requested_by_id.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )

    def action_ask_again(self):
        """The reply did not do: the clock starts anew, the history keeps the first."""
        self._transition("ask_again", replied_at=False)
        now = fields.Datetime.now()
        self.sudo().write({"requested_at": now, "escalated_at": False, "reply": False})
        self._set_clock(now)

    def action_withdraw(self):
        self._transition("withdraw")
        self.sudo().activity_unlink([ACTIVITY])

    # -- not answered -------------------------------------------------------------
    @api.model
    def _cron_escalate(self) -> None:
        """Tell superiors of what was not replied to in time, each once."""
        cron = self.env["ir.cron"]
        domain = self._get_overdue_domain() & Domain("escalated_at", "=", False)
        cron._commit_progress(remaining=self.search_count(domain))
        while requests := self.search(domain, limit=BATCH).try_lock_for_update():
            requests._escalate()
            if not cron._commit_progress(len(requests)):
                return

    def _escalate(self) -> None:
        self.escalated_at = fields.Datetime.now()
        for request in self:
            superior = request._get_superior()
            if superior:
                request.activity_schedule(
                    ACTIVITY,
                    summary=self.env._(
                        "No reply in time: %(title)s", title=request.title
                    ),
                    user_id=superior.id,
                )

    def _get_superior(self):
        """Manager of the one asked, else the company's first service manager."""
        self.ensure_one()
        employee = self.user_id.with_company(self.company_id).employee_id
        return (
            employee.parent_id.user_id
            or self.company_id.aftersales_service_manager_id
            or self.env["aftersales.order"]._get_first_service_manager(self.company_id)
        )
