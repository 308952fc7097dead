from odoo import api, fields, models

from ..scheme.aftersales_grade_band import CONSEQUENCES


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
    consequence_names = fields.Char(
        string="Consequences", compute="_compute_consequence_names"
    )
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

    @api.depends(*CONSEQUENCES)
    def _compute_consequence_names(self):
        for grade in self:
            labels = grade.fields_get(CONSEQUENCES, ["string"])
            grade.consequence_names = " · ".join(
                labels[name]["string"] for name in CONSEQUENCES if grade[name]
            )

    @api.depends("grade_scheme_id.name", "band_id.name")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = f"{grade.grade_scheme_id.name}: {grade.band_id.name}"
