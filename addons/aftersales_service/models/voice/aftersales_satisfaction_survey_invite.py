from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

INVITATION = "aftersales_service.mail_template_satisfaction_invitation"
REMINDER = "aftersales_service.mail_template_satisfaction_reminder"
BATCH = 100


class AftersalesSatisfactionSurvey(models.Model):
    """How the sample learns of it: links by mail, one reminder, the rest in person."""

    _inherit = "aftersales.satisfaction.survey"

    remind_days = fields.Integer(
        string="Remind After (days)",
        default=7,
        required=True,
        aggregator=None,
        help="Who has not answered by then is reminded once. 0: only by the button.",
    )

    _remind_days_positive = models.Constraint(
        "CHECK(remind_days >= 0)", "Remind After: 0 days or more."
    )

    def action_invite(self):
        """Send the link to everybody of the sample who has not got it yet."""
        self._check_inviting()
        waiting = self._find_waiting(Domain("aftersales_invited_at", "=", False))
        return self._get_sent_notice(waiting._send_satisfaction_link(INVITATION))

    def action_remind(self):
        """Remind those who got the link and have not answered."""
        self._check_inviting()
        waiting = self._find_waiting(Domain("aftersales_invited_at", "!=", False))
        return self._get_sent_notice(waiting._send_satisfaction_link(REMINDER))

    def action_open_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.survey_user_input_action_satisfaction"
        )
        return {**action, "domain": [("satisfaction_id", "=", self.id)]}

    def _check_inviting(self) -> None:
        self._check_step_role("start")
        self._refuse(
            [
                self.env._(
                    "%(survey)s is not running: nobody is invited.",
                    survey=survey.display_name,
                )
                for survey in self
                if survey.state != "running"
            ]
        )

    def _find_waiting(self, domain: Domain, limit: int | None = None):
        """Sheets not answered, of customers with an address who did not refuse mail."""
        return (
            self.env["survey.user_input"]
            .sudo()
            .search(
                self._get_sampled_domain()
                & Domain("state", "!=", "done")
                & Domain("partner_id.email_normalized", "!=", False)
                & Domain("partner_id.is_blacklisted", "=", False)
                & domain,
                order="id",
                limit=limit,
            )
        )

    def _get_sent_notice(self, sheets) -> dict:
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if sheets else "warning",
                "message": self.env._(
                    "%(count)s mails are on their way. Customers without an address "
                    "are asked by phone or visited.",
                    count=len(sheets),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _cron_remind(self) -> None:
        """Who was invited some days ago and is silent is reminded, once."""
        cron = self.env["ir.cron"]
        running = self.search([("state", "=", "running"), ("remind_days", ">", 0)])
        for survey in running:
            since = fields.Datetime.now() - timedelta(days=survey.remind_days)
            due = Domain("aftersales_invited_at", "<=", since) & Domain(
                "aftersales_reminded_at", "=", False
            )
            while sheets := survey._find_waiting(due, limit=BATCH):
                sheets._send_satisfaction_link(REMINDER)
                if not cron._commit_progress(len(sheets)):
                    return
