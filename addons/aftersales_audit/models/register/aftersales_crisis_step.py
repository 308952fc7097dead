from odoo import fields, models


class AftersalesCrisisStep(models.Model):
    """One link of the chain of report: who is told within how many minutes."""

    _name = "aftersales.crisis.step"
    _description = "Step of the Chain of Report"
    _order = "company_id, minutes, sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Who Is Told", required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: all companies."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    minutes = fields.Integer(string="Within (minutes)", required=True, aggregator=None)
    user_id = fields.Many2one(
        "res.users", string="Person", domain=[("share", "=", False)]
    )
    only_grave = fields.Boolean(
        string="Only If Grave", help="Authorities, say, are told of grave events alone."
    )

    _minutes_positive = models.Constraint(
        "CHECK(minutes > 0)", "Give the minutes within which somebody is told."
    )
