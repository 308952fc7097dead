from odoo import fields, models


class AftersalesAuditGrade(models.Model):
    """A grade that was reached, and what followed from it on that day."""

    _name = "aftersales.audit.grade"
    _description = "Grade of an Audit"
    _inherit = ["aftersales.audit.part"]
    _order = "audit_id, score_id, id"

    score_id = fields.Many2one(
        "aftersales.audit.score",
        string="Score Of",
        required=True,
        index=True,
        ondelete="cascade",
    )
    grade_scheme_id = fields.Many2one(
        "aftersales.grade.scheme", required=True, readonly=True, ondelete="restrict"
    )
    band_id = fields.Many2one(
        "aftersales.grade.band", required=True, readonly=True, ondelete="restrict"
    )
    score = fields.Float(related="score_id.score", store=True, aggregator="avg")
    is_punished = fields.Boolean(string="Penalty", readonly=True)
    needs_corrective = fields.Boolean(
        string="Corrective Action Required", readonly=True
    )
    needs_preventive = fields.Boolean(
        string="Preventive Action Required", readonly=True
    )
    is_praised = fields.Boolean(string="Praise", readonly=True)
    is_rewarded = fields.Boolean(string="Reward", readonly=True)
    performance_entry_ids = fields.One2many(
        "aftersales.performance.entry", "audit_grade_id", "Rewards and Penalties"
    )
