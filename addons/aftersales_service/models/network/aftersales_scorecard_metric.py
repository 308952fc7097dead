from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesScorecardMetric(models.Model):
    """A key figure that counts for the grade, and how much."""

    _name = "aftersales.scorecard.metric"
    _description = "Scorecard Metric"
    _order = "scheme_id, sequence, id"

    scheme_id = fields.Many2one(
        "aftersales.scorecard.scheme", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kpi_id = fields.Many2one(
        "aftersales.kpi", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Selection(related="kpi_id.unit")
    is_measured = fields.Boolean(related="kpi_id.is_measured")
    weight = fields.Float(default=10.0, required=True)
    best_value = fields.Float(
        string="Full Points At", help="This value, or a better one, earns 100 points."
    )
    worst_value = fields.Float(
        string="No Points At", help="This value, or a worse one, earns none."
    )

    _kpi_uniq = models.UniqueIndex(
        "(scheme_id, kpi_id)", "This figure counts in the scheme already."
    )
    _weight_positive = models.Constraint(
        "CHECK(weight > 0)", "Weight: enter more than 0, or delete the line."
    )

    @api.depends("kpi_id")
    def _compute_display_name(self):
        for metric in self:
            metric.display_name = metric.kpi_id.name

    @api.constrains("best_value", "worst_value")
    def _check_values(self):
        for metric in self:
            if metric.best_value == metric.worst_value:
                raise ValidationError(
                    self.env._(
                        "%(metric)s: Full Points At and No Points At must differ.",
                        metric=metric.display_name,
                    )
                )
