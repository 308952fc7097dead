from odoo import fields, models


class AftersalesDocumentWithdrawal(models.TransientModel):
    """Why a revision does not hold any more."""

    _name = "aftersales.document.withdrawal"
    _description = "Withdrawal of a Document"

    revision_id = fields.Many2one(
        "aftersales.document.revision", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_withdraw(self):
        """Withdraw it, and call its copies back."""
        self.ensure_one()
        self.revision_id.action_withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
