from secrets import token_hex

from odoo import fields, models


class AftersalesRecallNotice(models.Model):
    """One customer in one wave: told of all his units at once, once."""

    _name = "aftersales.recall.notice"
    _description = "Notice to a Customer"
    _order = "id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    wave_id = fields.Many2one(
        "aftersales.recall.wave",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    recall_id = fields.Many2one(
        "aftersales.recall", required=True, index=True, readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, readonly=True
    )
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    outlet_id = fields.Many2one("aftersales.outlet", index=True, readonly=True)
    means = fields.Selection(related="wave_id.means", store=False)
    line_ids = fields.Many2many(
        "aftersales.recall.line",
        relation="aftersales_recall_notice_line_rel",
        column1="notice_id",
        column2="line_id",
        string="Units",
        readonly=True,
    )
    state = fields.Selection(
        [("waiting", "To Be Told"), ("sent", "Told"), ("failed", "Not Told")],
        default="waiting",
        required=True,
        readonly=True,
    )
    failure = fields.Char(string="Why Not", readonly=True)
    sent_at = fields.Datetime(string="Told At", readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    # Whoever has it answers for this customer: never shown in a list or a log.
    token = fields.Char(
        readonly=True, copy=False, index=True, groups="base.group_system"
    )

    _once_a_wave = models.UniqueIndex(
        "(wave_id, partner_id)", "This customer is in the wave already."
    )
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    def _get_answer_url(self) -> str:
        self.ensure_one()
        return f"{self.get_base_url()}/aftersales/recall/{self.sudo().token}"

    def _get_by_token(self, token: str):
        """The notice a link is of, as long as it may be answered; else none."""
        return self.sudo().search(
            [("token", "=", token or ""), ("recall_id.state", "=", "running")], limit=1
        )

    def _get_open_lines(self):
        """Units that the customer may still say something about."""
        return self.line_ids.filtered(
            lambda line: line.partner_id == self.partner_id and line._can("answer")
        )

    def action_revoke_link(self):
        """Make the customer's link void; a later notice carries a new one."""
        self._check_may_tell()
        for notice in self.sudo():
            notice.token = token_hex(32)

    def action_view_lines(self):
        self.ensure_one()
        return self.recall_id._get_lines_action(
            self.partner_id.display_name, [("id", "in", self.line_ids.ids)]
        )

    def action_reply(self):
        """Record what the customer said on the phone, for all his units."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record Answer"),
            "res_model": "aftersales.recall.reply",
            "view_mode": "form",
            "target": "new",
            "context": {"default_notice_id": self.id},
        }
