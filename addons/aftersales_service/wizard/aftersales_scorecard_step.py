from odoo import fields, models


class AftersalesScorecardStep(models.TransientModel):
    """Asks for the words of an appeal, and of the decision on it."""

    _name = "aftersales.scorecard.step"
    _description = "Appeal Against a Scorecard"

    line_ids = fields.Many2many(
        "aftersales.outlet.scorecard.line",
        string="Lines",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    step = fields.Selection(
        [("appeal", "Appeal"), ("decide", "Decide the Appeal")], required=True
    )
    reason = fields.Text(required=True)
    decision = fields.Selection(
        [("changed", "Change the Points"), ("kept", "Points Stay")], default="kept"
    )
    points = fields.Float(string="New Points", digits=(5, 2))

    def action_confirm(self):
        """Object to these lines, or decide on what was objected."""
        self.ensure_one()
        getattr(self, f"_confirm_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _confirm_appeal(self):
        self.line_ids._appeal(self.reason)

    def _confirm_decide(self):
        self.line_ids._decide(self.decision, self.reason, self.points)
