from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesManagementReviewTopic(models.Model):
    """An item of every agenda, and what the system lays on the table for it (R332)."""

    _name = "aftersales.management.review.topic"
    _description = "Agenda Item of Management Reviews"
    _order = "sequence, id"

    name = fields.Char(string="Agenda Item", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    source = fields.Char(
        string="Figures From",
        help="Technical name of what fills it. Empty: people bring their papers.",
    )

    @api.constrains("source")
    def _check_source(self):
        known = self.env["aftersales.management.review"]._get_pack_sources()
        for topic in self.filtered("source"):
            if topic.source not in known:
                raise ValidationError(
                    self.env._(
                        "%(topic)s: there is no source “%(method)s”. Known: %(known)s.",
                        topic=topic.name,
                        method=topic.source,
                        known=", ".join(sorted(known)),
                    )
                )
