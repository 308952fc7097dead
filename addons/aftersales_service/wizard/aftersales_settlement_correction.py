from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesSettlementCorrection(models.TransientModel):
    """A line by hand, with its reason; after the outlet has read its month, the line
    stands in the next one."""

    _name = "aftersales.settlement.correction"
    _description = "Correction of a Settlement"

    settlement_id = fields.Many2one("aftersales.settlement", required=True)
    state = fields.Selection(related="settlement_id.state")
    outlet_id = fields.Many2one(related="settlement_id.outlet_id")
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        domain="[('outlet_id', '=', outlet_id), ('finished_at', '!=', False)]",
    )
    amount = fields.Monetary(
        required=True, help="Before tax; with a minus, it is taken off."
    )
    reason = fields.Char(required=True)

    def action_add(self):
        self.ensure_one()
        if self.currency_id.is_zero(self.amount):
            raise UserError(
                self.env._(
                    "%(settlement)s: fill in Amount of the correction.",
                    settlement=self.settlement_id.display_name,
                )
            )
        self.settlement_id._add_correction(self.amount, self.reason, self.dispatch_id)
        return {"type": "ir.actions.act_window_close"}
