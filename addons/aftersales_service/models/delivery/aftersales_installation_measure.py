from odoo import fields, models

from ..checklist.aftersales_checklist_question import LIMITS


class AftersalesInstallationMeasure(models.Model):
    """What is read during the run at full load, and its limits."""

    _name = "aftersales.installation.measure"
    _description = "Measure of a Full-Load Run"
    _order = "sequence, id"

    procedure_id = fields.Many2one(
        "aftersales.installation.procedure",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(string="Measure", required=True, translate=True)
    uom_name = fields.Char(string="Unit of Measure", translate=True)
    limits = fields.Selection(LIMITS, default="none", required=True)
    minimum = fields.Float(digits=False)
    maximum = fields.Float(digits=False)

    _limits_order = models.Constraint(
        "CHECK(limits != 'range' OR minimum <= maximum)",
        "Measure: the lower limit is above the upper one.",
    )
