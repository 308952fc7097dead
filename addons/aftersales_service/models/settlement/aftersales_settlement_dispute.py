from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from ...tools import settlement_flow


class AftersalesSettlementLine(models.Model):
    """The outlet disputes a line with evidence; head office accepts or rejects it."""

    _inherit = "aftersales.settlement.line"

    dispute_state = fields.Selection(
        [("open", "Disputed"), ("accepted", "Accepted"), ("rejected", "Rejected")],
        string="Dispute",
        readonly=True,
        index="btree_not_null",
    )
    dispute_reason = fields.Text(string="Outlet's Reason", readonly=True)
    dispute_amount = fields.Monetary(
        string="Amount Asked For", readonly=True, help="What the outlet holds right."
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_settlement_line_evidence_rel",
        readonly=True,
    )
    disputed_at = fields.Datetime(string="Disputed On", readonly=True)
    disputed_by_id = fields.Many2one("res.users", readonly=True)
    answer = fields.Text(readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    answered_by_id = fields.Many2one("res.users", readonly=True)

    def _check_disputable(self) -> None:
        self.ensure_one()
        settlement = self.settlement_id
        if not settlement or not settlement._can("dispute"):
            raise UserError(
                self.env._(
                    "%(line)s: a line is disputed after the settlement was sent and "
                    "before it is confirmed.",
                    line=self.display_name,
                )
            )
        if self.dispute_state:
            raise UserError(
                self.env._(
                    "%(line)s was disputed already; a line is answered once.",
                    line=self.display_name,
                )
            )

    def _dispute(self, reason: str, amount: float | None, files=()) -> None:
        """Write down what the outlet says against a line.

        :param amount: what it holds right, None where it names no figure
        :param files: names and contents of the evidence
        """
        self.ensure_one()
        self.settlement_id._check_outlet_step("dispute")
        line = self.sudo()
        line._check_disputable()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._(
                    "%(line)s: say in a few words why it is not right.",
                    line=line.display_name,
                )
            )
        evidence = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": name,
                        "raw": content,
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                    for name, content in files
                ]
            )
        )
        line.write(
            {
                "dispute_state": "open",
                "dispute_reason": reason[:2000],
                "dispute_amount": line.amount if amount is None else amount,
                "evidence_ids": [fields.Command.set(evidence.ids)],
                "disputed_at": fields.Datetime.now(),
                "disputed_by_id": self.env.uid,
            }
        )
        settlement = line.settlement_id
        settlement._transition("dispute")
        settlement._ask_for_answer()
        settlement.message_post(
            body=self.env._(
                "%(line)s is disputed: %(reason)s",
                line=line.display_name,
                reason=reason,
            )
        )

    def action_dispute(self, reason: str, amount: float | None = None):
        """Dispute this line, as the outlet's people do on their page.

        :param reason: why the line is not right
        :param amount: what it should be, in the settlement's currency
        """
        self.check_access("read")
        self._dispute(reason, amount)

    def _answer(self, is_accepted: bool, amount: float, words: str) -> None:
        """Accept a dispute, which changes the line, or reject it with words."""
        self.ensure_one()
        if not self.env["aftersales.settlement"]._may_manage():
            raise AccessError(
                self.env._(
                    "Disputes are answered by finance supervisors and service managers."
                )
            )
        line = self.sudo()
        if line.dispute_state != "open" or line.settlement_id.state != "disputed":
            raise UserError(
                self.env._(
                    "%(line)s: there is no open dispute to answer.",
                    line=line.display_name,
                )
            )
        if not is_accepted and not (words or "").strip():
            raise UserError(
                self.env._(
                    "%(line)s: fill in Answer: the outlet must read why not.",
                    line=line.display_name,
                )
            )
        vals = {
            "dispute_state": "accepted" if is_accepted else "rejected",
            "answer": words,
            "answered_at": fields.Datetime.now(),
            "answered_by_id": self.env.uid,
        }
        before = line.amount
        if is_accepted:
            vals |= {
                "amount": line.currency_id.round(amount),
                "computed_amount": before,
            }
        line.write(vals)
        line.settlement_id.message_post(body=line._describe_answer(before))

    def _describe_answer(self, before: float) -> str:
        self.ensure_one()
        values = {"line": self.display_name, "words": self.answer or ""}
        if self.dispute_state == "rejected":
            return self.env._("%(line)s stays as it was: %(words)s", **values)
        return self.env._(
            "%(line)s: %(before)s becomes %(after)s. %(words)s",
            before=formatLang(self.env, before, currency_obj=self.currency_id),
            after=formatLang(self.env, self.amount, currency_obj=self.currency_id),
            **values,
        )

    def action_answer(self):
        """Open the answer to the outlet's dispute."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer the Dispute"),
            "res_model": "aftersales.settlement.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_id": self.id},
        }


class AftersalesSettlement(models.Model):
    _inherit = "aftersales.settlement"

    dispute_count = fields.Integer(
        string="Open Disputes", compute="_compute_dispute_count"
    )

    def _compute_dispute_count(self):
        counts = dict(
            self.env["aftersales.settlement.line"]._read_group(
                [("settlement_id", "in", self.ids), ("dispute_state", "=", "open")],
                ["settlement_id"],
                ["__count"],
            )
        )
        for settlement in self:
            settlement.dispute_count = counts.get(settlement, 0)

    def _ask_for_answer(self) -> None:
        """One activity for who is responsible, however many lines are disputed."""
        self.ensure_one()
        user = self.user_id or self.company_id.aftersales_settlement_user_id
        if user and not self.activity_ids:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._("The outlet disputes its settlement"),
            )

    def _may_manage(self) -> bool:
        return self.env.su or any(
            self.env.user.has_group(f"aftersales_service.group_{role}")
            for role in settlement_flow.MANAGING_ROLES
        )
