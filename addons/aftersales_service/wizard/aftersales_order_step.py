from odoo import fields, models


class AftersalesOrderStep(models.TransientModel):
    """Asks for the words that a step needs: hold, cancel, no signature, help."""

    _name = "aftersales.order.step"
    _description = "Reason for a Step"

    order_ids = fields.Many2many(
        "aftersales.order",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    step = fields.Selection(
        [
            ("wait", "Put on Hold"),
            ("cancel", "Cancel"),
            ("refuse", "Signature Refused"),
            ("ask_help", "Ask for Help"),
            ("answer_help", "Answer"),
        ],
        required=True,
    )
    waiting_reason = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["waiting_reason"]
            ._description_selection(self.env)
        )
    )
    reason = fields.Char()
    help_kind = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["help_kind"]
            ._description_selection(self.env)
        ),
        default="help",
    )
    note = fields.Text()

    def action_confirm(self):
        """Write the reason down and take the step."""
        self.ensure_one()
        getattr(self, f"_confirm_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _confirm_wait(self):
        self.order_ids.waiting_reason = self.waiting_reason
        self.order_ids.action_wait()

    def _confirm_cancel(self):
        self.order_ids.cancel_reason = self.reason
        self.order_ids.action_cancel()

    def _confirm_refuse(self):
        self.order_ids.signature_refused_reason = self.reason
        self.order_ids.action_sign()

    def _confirm_ask_help(self):
        self.order_ids._ask_for_help(self.note, self.help_kind)

    def _confirm_answer_help(self):
        self.order_ids._answer_help(self.note)
