from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import loans

BATCH = 100
ACTIVITY = "aftersales_service.activity_type_loan_overdue"


class AftersalesLoan(models.Model):
    """Overdue loans are asked for: the responsible and the customer, each once for
    every interval.

    A batch locks its rows, writes the day of its reminder and commits together with the
    activities and mails it made; a run that is killed leaves its last batch due.
    """

    _inherit = "aftersales.loan"

    chased_date = fields.Date(string="Last Reminder", readonly=True, copy=False)
    chase_count = fields.Integer(string="Reminders", readonly=True, copy=False)
    next_chase_date = fields.Date(
        string="Next Reminder", compute="_compute_next_chase_date", store=True
    )

    _next_chase_idx = models.Index("(next_chase_date) WHERE state = 'lent'")

    @api.depends(
        "state", "due_date", "chased_date", "company_id.aftersales_loan_chase_days"
    )
    def _compute_next_chase_date(self):
        for loan in self:
            loan.next_chase_date = loan.state == "lent" and loans.next_chase(
                loan.due_date or None,
                loan.chased_date or None,
                loan.company_id.aftersales_loan_chase_days,
            )

    @api.model
    def _get_chase_domain(self) -> Domain:
        return Domain("state", "=", "lent") & Domain(
            "next_chase_date", "<=", fields.Date.context_today(self)
        )

    @api.model
    def _cron_chase(self) -> None:
        """Remind of what is overdue and of what is owed, batch by batch."""
        cron = self.env["ir.cron"]
        Order = self.env["aftersales.order"]
        cron._commit_progress(
            remaining=self.search_count(self._get_chase_domain())
            + Order.search_count(Order._get_loan_untold_domain())
        )
        for batch in (self._chase_batch, Order._tell_loans_owed):
            while done := batch(BATCH):
                if not cron._commit_progress(done):
                    return

    @api.model
    def _chase_batch(self, limit: int) -> int:
        """Remind of at most ``limit`` overdue loans and return of how many it was."""
        due = self.search(
            self._get_chase_domain(), order="next_chase_date, id", limit=limit
        ).try_lock_for_update(allow_referencing=True)
        if not due:
            return 0
        due._create_chase_activities()
        due._queue_chase_mails()
        today = fields.Date.context_today(self)
        for count, same in due.grouped("chase_count").items():
            same.write({"chased_date": today, "chase_count": count + 1})
        return len(due)

    def _create_chase_activities(self) -> None:
        """One open reminder a loan: a new one takes the place of the last."""
        self._drop_chases()
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for loan in self:
            user = loan._get_chase_user()
            words = loan.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": loan.id,
                    "user_id": user.id,
                    "summary": words.env._(
                        "%(unit)s was due back on %(date)s (reminder %(count)d)",
                        unit=words._get_unit_name(),
                        date=loan.due_date,
                        count=loan.chase_count + 1,
                    ),
                    "date_deadline": fields.Date.context_today(words),
                }
            )
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)

    def _get_chase_user(self):
        """The responsible, or who stands in for someone that left."""
        self.ensure_one()
        for user in (
            self.user_id,
            self.order_id.user_id,
            self.outlet_id.manager_id,
            self.company_id.aftersales_service_manager_id,
        ):
            if user.active:
                return user
        return self.user_id

    def _drop_chases(self) -> None:
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        ).unlink()

    def _queue_chase_mails(self) -> None:
        """One mail a loan, in the customer's language; the host's queue sends it."""
        template = self.env.ref("aftersales_service.mail_template_loan_overdue")
        template.sudo().send_mail_batch(
            self.filtered("partner_id.email").ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
