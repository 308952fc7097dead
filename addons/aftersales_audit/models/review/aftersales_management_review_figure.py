from odoo import fields, models


class AftersalesManagementReviewFigure(models.Model):
    """A figure as it was when the papers were made; nobody changes it."""

    _name = "aftersales.management.review.figure"
    _description = "Figure of a Management Review"
    _inherit = ["aftersales.management.review.part"]
    _open_states = ()

    topic_id = fields.Many2one(
        "aftersales.management.review.topic", readonly=True, ondelete="restrict"
    )
    name = fields.Char(string="What Is Counted", required=True, readonly=True)
    value = fields.Char(string="Figure", required=True, readonly=True)
