from odoo import fields, models


class AftersalesOrderType(models.Model):
    _inherit = "aftersales.order.type"

    requirement_ids = fields.One2many(
        "aftersales.skill.requirement", "order_type_id", "Required Skills"
    )
    visit_hours = fields.Float(
        string="Planned Hours",
        help="How long a visit is planned for. Empty: as the assignment rule says.",
    )

    _visit_hours_positive = models.Constraint(
        "CHECK(visit_hours >= 0)", "Planned Hours must not be negative."
    )
