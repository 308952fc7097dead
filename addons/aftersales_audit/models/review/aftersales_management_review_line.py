from odoo import api, fields, models


class AftersalesManagementReviewLine(models.Model):
    """An item of the agenda, and what was said about it."""

    _name = "aftersales.management.review.line"
    _description = "Item of a Management Review"
    _inherit = ["aftersales.management.review.part"]
    _rec_name = "name"

    topic_id = fields.Many2one(
        "aftersales.management.review.topic", ondelete="restrict"
    )
    name = fields.Char(
        string="Agenda Item",
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    user_id = fields.Many2one("res.users", string="Reports On It")
    discussion = fields.Text(string="What Was Said")

    @api.depends("topic_id")
    def _compute_name(self):
        for line in self:
            line.name = line.topic_id.name or line.name
