from odoo import api, fields, models


class AftersalesNetworkStep(models.TransientModel):
    """Asks why a request is refused, or a suggestion dismissed."""

    _name = "aftersales.network.step"
    _description = "Reason for a Refusal"

    transfer_ids = fields.Many2many(
        "aftersales.network.transfer",
        default=lambda self: self._default_records("aftersales.network.transfer"),
    )
    suggestion_ids = fields.Many2many(
        "aftersales.network.suggestion",
        default=lambda self: self._default_records("aftersales.network.suggestion"),
    )
    reason = fields.Text(required=True)

    @api.model
    def _default_records(self, model: str):
        context = self.env.context
        ids = context.get("active_ids") if context.get("active_model") == model else []
        return [(6, 0, ids or [])]

    def action_confirm(self):
        """Write the reason down and take the step."""
        self.ensure_one()
        if self.transfer_ids:
            self.transfer_ids._decline(self.reason)
        if self.suggestion_ids:
            self.suggestion_ids._dismiss(self.reason)
        return {"type": "ir.actions.act_window_close"}
