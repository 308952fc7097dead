from odoo import fields, models


class AftersalesOrderStep(models.TransientModel):
    """Asks for the reason that a step needs: hold, cancel, close without signature."""

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
