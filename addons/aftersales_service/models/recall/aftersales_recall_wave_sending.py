from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

BATCH = 100


class AftersalesRecallWave(models.Model):
    """Mails of a wave go out in batches that commit; a killed run goes on behind the
    last of them, and nobody is told twice."""

    _inherit = "aftersales.recall.wave"

    @api.model
    def _get_waiting_domain(self) -> Domain:
        return (
            Domain("wave_id.means", "=", "mail")
            & Domain("wave_id.state", "=", "running")
            & Domain("recall_id.state", "=", "running")
            & Domain("state", "=", "waiting")
        )

    @api.model
    def _cron_send(self) -> None:
        cron = self.env["ir.cron"]
        Notice = self.env["aftersales.recall.notice"]
        domain = self._get_waiting_domain()
        cron._commit_progress(remaining=Notice.search_count(domain))
        while self._send_batch(BATCH):
            if not cron._commit_progress(BATCH):
                return
        self._finish_waves()
        cron._commit_progress()

    @api.model
    def _send_batch(self, limit: int) -> int:
        """Queue at most ``limit`` mails and return how many customers were seen to."""
        notices = (
            self.env["aftersales.recall.notice"]
            .search(self._get_waiting_domain(), limit=limit)
            .try_lock_for_update()
        )
        reachable = notices.filtered(lambda notice: notice.partner_id.email)
        (notices - reachable)._fail(self.env._("The customer has no e-mail address."))
        if reachable:
            template = self.env.ref("aftersales_service.mail_template_recall_notice")
            template.send_mail_batch(reachable.ids)
            reachable._mark_sent()
        return len(notices)

    @api.model
    def _finish_waves(self) -> None:
        """Waves by mail that have nobody left to tell."""
        running = self.search([("state", "=", "running"), ("means", "=", "mail")])
        waiting = self.env["aftersales.recall.notice"]._read_group(
            [("wave_id", "in", running.ids), ("state", "=", "waiting")], ["wave_id"]
        )
        busy = self.browse().union(*(wave for (wave,) in waiting))
        (running - busy).write({"state": "done"})

    def action_print_letters(self):
        """All letters of the wave as one file."""
        self._check_means("letter")
        return self.env.ref(
            "aftersales_service.action_report_recall_letter"
        ).report_action(self.notice_ids)

    def action_letters_posted(self):
        """The letters are in the post: their customers are told."""
        self.recall_id._check_step_role("launch")
        self._check_means("letter")
        self.sudo().notice_ids.filtered(lambda n: n.state == "waiting")._mark_sent()
        self.sudo().write({"state": "done"})

    def _check_means(self, means: str) -> None:
        wrong = self.filtered(lambda w: w.means != means or w.state != "running")
        if wrong:
            raise UserError(
                self.env._(
                    "%(waves)s: launch a wave by letter first.",
                    waves=", ".join(wrong.mapped("name")),
                )
            )


class AftersalesRecallNotice(models.Model):
    _inherit = "aftersales.recall.notice"

    def _mark_sent(self) -> None:
        """The customers are told; who answered already stays so."""
        now = fields.Datetime.now()
        self.write({"state": "sent", "sent_at": now, "failure": False})
        self.line_ids.filtered(lambda line: line._can("notify"))._transition("notify")

    def _fail(self, reason: str) -> None:
        self.write({"state": "failed", "failure": reason})

    def action_reached(self):
        """Told on the phone, or in whatever way."""
        self._check_may_tell()
        self.sudo().filtered(lambda n: n.state != "sent")._mark_sent()

    def action_not_reached(self):
        self._check_may_tell()
        notices = self.sudo()
        notices._fail(self.env._("Not reached."))
        notices.line_ids.filtered(lambda line: line._can("miss"))._transition("miss")

    def _check_may_tell(self) -> None:
        self.check_access("read")
        self.env["aftersales.recall.line"]._check_step_role("notify")
