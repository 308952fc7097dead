from odoo import fields, models


class AftersalesCareDate(models.Model):
    """A festival: a day on which customers are greeted. Some move from year to year."""

    _name = "aftersales.care.date"
    _description = "Festival"
    _order = "date, id"

    plan_id = fields.Many2one(
        "aftersales.care.plan", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    date = fields.Date(required=True)

    _date_uniq = models.UniqueIndex(
        "(plan_id, date)", "Customers are greeted once on a day."
    )
