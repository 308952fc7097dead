from odoo import api, fields, models


class AftersalesSettlementAnswer(models.TransientModel):
    """Head office's word on a disputed line: accepted with an amount, or rejected."""

    _name = "aftersales.settlement.answer"
    _description = "Answer to a Dispute"

    line_id = fields.Many2one("aftersales.settlement.line", required=True)
    currency_id = fields.Many2one(related="line_id.currency_id")
    line_amount = fields.Monetary(related="line_id.amount", string="Amount Now")
    line_reason = fields.Char(related="line_id.reason", string="Why")
    dispute_reason = fields.Text(related="line_id.dispute_reason")
    dispute_amount = fields.Monetary(related="line_id.dispute_amount")
    evidence_ids = fields.Many2many(related="line_id.evidence_ids")
    amount = fields.Monetary(
        string="New Amount",
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="What the line becomes if the dispute is accepted.",
    )
    answer = fields.Text(help="The outlet reads it.")

    @api.depends("line_id")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.line_id.dispute_amount

    def action_accept(self):
        self.line_id._answer(True, self.amount, self.answer or "")
        return {"type": "ir.actions.act_window_close"}

    def action_reject(self):
        self.line_id._answer(False, 0.0, self.answer or "")
        return {"type": "ir.actions.act_window_close"}
