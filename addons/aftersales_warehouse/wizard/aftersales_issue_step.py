from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesIssueStep(models.TransientModel):
    """Release goods by phone before they are signed for, or refuse to hand them out."""

    _name = "aftersales.issue.step"
    _description = "Release or Refuse an Issue"

    kind = fields.Selection(
        [("release", "Release by Phone"), ("refuse", "Refuse the Issue")],
        required=True,
        default="release",
    )
    picking_ids = fields.Many2many("stock.picking", string="Transfers", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Phoned By",
        domain="[('share', '=', False)]",
        help="One of those whose signature is missing.",
    )
    phoned_at = fields.Datetime(default=fields.Datetime.now)
    reason = fields.Char()

    def action_confirm(self):
        """Release, or refuse."""
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Fill in Reason."))
        if self.kind == "refuse":
            self.picking_ids._refuse_issue(reason)
        elif not (self.user_id and self.phoned_at):
            raise UserError(self.env._("Fill in Phoned By and Phoned At."))
        else:
            self.picking_ids._release_by_phone(self.user_id, self.phoned_at, reason)
        return {"type": "ir.actions.act_window_close"}
