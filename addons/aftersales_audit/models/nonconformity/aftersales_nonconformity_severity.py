from odoo import fields, models


class AftersalesNonconformitySeverity(models.Model):
    """How grave a nonconformity is, and what it asks for (R327, R328)."""

    _name = "aftersales.nonconformity.severity"
    _description = "Severity of Nonconformities"
    _order = "sequence, id"

    name = fields.Char(string="Degree", required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10, help="The gravest last.")
    active = fields.Boolean(default=True)
    needs_corrective = fields.Boolean(string="Corrective Action Required")
    needs_preventive = fields.Boolean(string="Preventive Action Required")
    needs_order = fields.Boolean(
        string="Order to Act",
        help="The unit gets the form for corrective and preventive action with an "
        "order to act, instead of a request.",
    )
    plan_days = fields.Integer(
        string="Plan Within (days)",
        aggregator=None,
        default=7,
        required=True,
        help="From the day the unit has it.",
    )
    effect_days = fields.Integer(
        string="Effect Checked After (days)",
        aggregator=None,
        help="From the day its measures were verified. 0: not looked at again.",
    )
    color = fields.Integer()

    _code_uniq = models.UniqueIndex("(code)", "There is a degree with this code.")
    _days_not_negative = models.Constraint(
        "CHECK(plan_days >= 0 AND effect_days >= 0)", "Days cannot be negative."
    )
