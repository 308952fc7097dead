from odoo import fields, models


class AftersalesOutletStep(models.TransientModel):
    """Asks for what a step of outlets needs: why it is sent back, where it moves."""

    _name = "aftersales.outlet.step"
    _description = "Step of Outlets"

    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    company_id = fields.Many2one(related="outlet_ids.company_id")
    step = fields.Selection(
        [("decline", "Send Back"), ("move", "Change Parent Outlet")], required=True
    )
    parent_id = fields.Many2one(
        "aftersales.outlet",
        string="Parent Outlet",
        domain="[('id', 'not in', outlet_ids), ('company_id', '=', company_id)]",
        help="Empty: the outlets stand below nobody.",
    )
    date_from = fields.Date(string="From", default=fields.Date.context_today)
    reason = fields.Char()

    def action_confirm(self):
        """Take the step with what was filled in."""
        self.ensure_one()
        getattr(self, f"_confirm_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _confirm_decline(self):
        self.outlet_ids._decline(self.reason or "")

    def _confirm_move(self):
        self.outlet_ids.check_access("write")
        self.outlet_ids._move_to(self.parent_id, self.date_from, self.reason or "")
