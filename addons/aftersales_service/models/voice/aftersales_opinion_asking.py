from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import consteq

from ...tools.qr import qr_data_uri

BATCH = 100


class AftersalesOpinion(models.Model):
    """The question goes out: as a link by e-mail, as text to copy, as a code."""

    _inherit = "aftersales.opinion"

    page_url = fields.Char(
        string="Link",
        compute="_compute_page",
        groups="aftersales_service.group_dispatcher",
    )
    message_text = fields.Text(
        string="Text Message",
        compute="_compute_page",
        groups="aftersales_service.group_dispatcher",
        help="To copy into a text message or a chat with the customer.",
    )
    qr_code = fields.Char(
        compute="_compute_page", groups="aftersales_service.group_dispatcher"
    )

    @api.depends("access_token", "answered_at")
    def _compute_page(self):
        for opinion in self:
            url = opinion._get_page_url()
            opinion.page_url = url
            opinion.qr_code = qr_data_uri(url)
            opinion.message_text = opinion._get_message_text(url)

    def _get_message_text(self, url: str) -> str:
        self.ensure_one()
        words = self.with_context(lang=self.partner_id.lang or self.env.lang)
        return words.env._(
            "%(company)s: how satisfied are you with our service %(order)s? Your mark, "
            "in one minute: %(url)s",
            company=self.company_id.name,
            order=self.order_id.name,
            url=url,
        )

    # -- the page -----------------------------------------------------------------
    def _get_page_path(self) -> str:
        """Path of the customer's page; asked by those alone who may hand it over."""
        self.ensure_one()
        return f"/opinion/{self.id}/{self.sudo().access_token}"

    def _get_page_url(self) -> str:
        self.ensure_one()
        return self.get_base_url() + self._get_page_path()

    @api.model
    def _find_by_token(self, opinion_id: int, token: str):
        """Opinion of a link, with raised rights; else empty."""
        opinion = self.sudo().browse(opinion_id).exists()
        if opinion and consteq(opinion.access_token or "", token):
            return opinion
        return self.sudo().browse()

    def _is_open_for_answers(self) -> bool:
        """Is it neither too early nor too late to say what one thinks?"""
        self.ensure_one()
        visit = self.dispatch_id
        if visit and (not visit.arrived_at or visit.state == "cancelled"):
            return bool(visit.finished_at)
        return fields.Datetime.now() <= self._get_last_moment()

    def _get_last_moment(self):
        self.ensure_one()
        return self.asked_at + timedelta(days=self.company_id.aftersales_opinion_days)

    def _get_opinion_label(self) -> str:
        self.ensure_one()
        labels = dict(self._fields["opinion"]._description_selection(self.env))
        return labels.get(self.opinion, "")

    # -- by e-mail ----------------------------------------------------------------
    @api.model
    def _get_unsent_domain(self) -> Domain:
        """Services that ended long enough ago, whose customers were not asked yet."""
        now = fields.Datetime.now()
        companies = self.env["res.company"].search(
            [("aftersales_opinion_mail", "=", True)]
        )
        due = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(
                "asked_at",
                "<=",
                now - timedelta(hours=company.aftersales_opinion_wait_hours),
            )
            & Domain(
                "asked_at", ">", now - timedelta(days=company.aftersales_opinion_days)
            )
            for company in companies
        )
        over = Domain("dispatch_id", "=", False) | Domain(
            "dispatch_id.finished_at", "!=", False
        )
        return (
            due
            & over
            & Domain("answered_at", "=", False)
            & Domain("sent_at", "=", False)
            & Domain("partner_id.email", "!=", False)
        )

    @api.model
    def _cron_send_links(self) -> None:
        """Send what is due in batches that commit: a killed run asks nobody twice."""
        cron = self.env["ir.cron"]
        domain = self._get_unsent_domain()
        cron._commit_progress(remaining=self.search_count(domain))
        while opinions := self.search(domain, limit=BATCH).try_lock_for_update():
            opinions._send_links()
            if not cron._commit_progress(len(opinions)):
                return

    def _send_links(self) -> None:
        """The mail stays out of the history: those whom the opinion is about read
        that, and the link would let them answer."""
        template = self.env.ref("aftersales_service.mail_template_opinion")
        template.sudo().send_mail_batch(
            self.ids, email_values={"model": False, "res_id": False}
        )
        self.sudo().sent_at = fields.Datetime.now()

    def action_send_link(self):
        """Send the link by e-mail now, once more if it must be."""
        self._check_may_phone()
        unreachable = self.filtered(lambda opinion: not opinion.partner_id.email)
        if unreachable:
            raise UserError(
                self.env._(
                    "There is no e-mail address for: %(customers)s. Copy the text "
                    "message instead, or ask on the phone.",
                    customers=", ".join(unreachable.partner_id.mapped("display_name")),
                )
            )
        self._send_links()
