from datetime import timedelta

from odoo import api, fields, models

from ...tools.assignment import Rule

# Criterion of the ranking and the field that holds its weight.
WEIGHTS = {
    "skill": "weight_skill",
    "outlet": "weight_outlet",
    "time": "weight_time",
    "load": "weight_load",
    "distance": "weight_distance",
    "unit": "weight_unit",
    "customer": "weight_customer",
    "preferred": "weight_preferred",
    "grade": "weight_grade",
}


class AftersalesAssignmentRule(models.Model):
    """How technicians are found for some orders: limits, and what counts how much."""

    _name = "aftersales.assignment.rule"
    _description = "Assignment Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: for all companies.",
    )
    mode = fields.Selection(
        [("propose", "Propose"), ("assign", "Assign Automatically")],
        default="propose",
        required=True,
        help="Propose: the dispatcher decides. Assign Automatically: an accepted order "
        "gets its visit at once.",
    )

    # -- for which orders, empty: all --------------------------------------------------
    order_type_ids = fields.Many2many(
        "aftersales.order.type", string="Order Types", help="Empty: all."
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet", string="Outlets", check_company=True, help="Empty: all."
    )
    product_category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With their sub-categories. Empty: all.",
    )
    min_priority = fields.Selection(
        [("0", "Normal"), ("1", "Urgent"), ("2", "Very Urgent"), ("3", "Emergency")],
        string="From Priority",
        default="0",
        required=True,
    )

    # -- limits --------------------------------------------------------------------
    max_km = fields.Float(string="Farthest (km)", help="0: no limit.")
    max_visits = fields.Integer(string="Visits per Day", help="0: no limit.")
    own_outlet_only = fields.Boolean(
        string="Own Technicians Only", help="Only technicians of the order's outlet."
    )

    # -- planning ------------------------------------------------------------------
    visit_hours = fields.Float(
        string="Planned Hours",
        default=2.0,
        required=True,
        help="Length of a visit where the order type does not say another.",
    )
    horizon_days = fields.Integer(
        string="Look Ahead (days)",
        default=7,
        required=True,
        help="How far ahead a free time is looked for.",
    )
    grid_minutes = fields.Integer(
        string="Visits Begin Every (minutes)", default=15, required=True
    )

    # -- weights: points for who meets a criterion wholly ----------------------------
    weight_skill = fields.Float(string="Skill Level", default=10.0)
    weight_outlet = fields.Float(string="Own Outlet", default=20.0)
    weight_time = fields.Float(string="Free Soon", default=20.0)
    weight_load = fields.Float(string="Little to Do That Day", default=10.0)
    weight_distance = fields.Float(string="Near", default=20.0)
    far_km = fields.Float(
        string="Far Means (km)",
        default=50.0,
        help="A way as long as this earns no points for being near.",
    )
    weight_unit = fields.Float(string="Knows the Unit", default=10.0)
    weight_customer = fields.Float(string="Knows the Customer", default=5.0)
    weight_preferred = fields.Float(string="Preferred by the Customer", default=30.0)
    weight_grade = fields.Float(
        string="Grade of the Outlet",
        default=10.0,
        help="People of an outlet graded A earn all of it, of one graded D none, and "
        "half of it while there is no grade.",
    )

    _positive_numbers = models.Constraint(
        "CHECK(visit_hours > 0 AND horizon_days > 0 AND grid_minutes > 0 "
        "AND far_km > 0 AND max_km >= 0 AND max_visits >= 0)",
        "Planned Hours, Look Ahead, Visits Begin Every and Far Means must be above "
        "zero; limits must not be negative.",
    )

    @api.model
    def _get_rules(self, orders) -> dict:
        """The first rule that fits each order (maybe an empty recordset), one query."""
        rules = self.sudo().search(
            [("company_id", "in", [*orders.company_id.ids, False])]
        )
        return {
            order: next((rule for rule in rules if rule._fits(order)), rules.browse())
            for order in orders
        }

    def _fits(self, order) -> bool:
        self.ensure_one()
        category = order.product_id.sudo().categ_id
        path = category.parent_path or ""
        return (
            self.company_id.id in (order.company_id.id, False)
            and (not self.order_type_ids or order.type_id in self.order_type_ids)
            and (not self.outlet_ids or order.outlet_id in self.outlet_ids)
            and order.priority >= self.min_priority
            and (
                not self.product_category_ids
                or any(
                    path.startswith(chosen.parent_path)
                    for chosen in self.product_category_ids
                )
            )
        )

    def _to_rule(self) -> Rule:
        self.ensure_one()
        return Rule(
            weights={name: self[field] for name, field in WEIGHTS.items()},
            far_km=self.far_km,
            max_km=self.max_km,
            max_visits=self.max_visits,
            own_outlet_only=self.own_outlet_only,
            grid=timedelta(minutes=self.grid_minutes),
        )

    def _get_visit_time(self, order) -> timedelta:
        """Planned length of a visit for an order."""
        self.ensure_one()
        return timedelta(hours=order.type_id.visit_hours or self.visit_hours)
