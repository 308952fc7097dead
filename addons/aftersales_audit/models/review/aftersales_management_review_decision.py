from odoo import api, fields, models


class AftersalesManagementReviewDecision(models.Model):
    """What was decided; it becomes a task when the minutes are signed."""

    _name = "aftersales.management.review.decision"
    _description = "Decision of a Management Review"
    _inherit = ["aftersales.management.review.part"]

    name = fields.Text(string="What Was Decided", required=True)
    reason = fields.Char(string="Because Of")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        domain="[('share', '=', False)]",
    )
    deadline = fields.Date(required=True)

    @api.depends("name")
    def _compute_display_name(self):
        for decision in self:
            decision.display_name = (decision.name or "").partition("\n")[0]
