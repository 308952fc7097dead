from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesArchiveReason(models.TransientModel):
    """Why a batch is sent back, opened or destroyed."""

    _name = "aftersales.archive.reason"
    _description = "Reason of a Step in the Archive"

    step = fields.Selection(
        [
            ("send_back", "Send Back"),
            ("unseal", "Open the Seal"),
            ("destroy", "Destroy"),
        ],
        required=True,
    )
    batch_ids = fields.Many2many("aftersales.archive.batch", required=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Take the step, for this reason."""
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Fill in Reason."))
        getattr(self.batch_ids, f"action_{self.step}")(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
