from odoo import api, fields, models

from ...tools import checklist as rules


class AftersalesInstallationProcedure(models.Model):
    """How goods of a kind are installed: steps in order, run at full load, training."""

    _name = "aftersales.installation.procedure"
    _description = "Installation Procedure"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    order_type_ids = fields.Many2many(
        "aftersales.order.type",
        relation="aftersales_installation_procedure_type_rel",
        column1="procedure_id",
        column2="type_id",
        string="Order Types",
        check_company=True,
    )
    product_ids = fields.Many2many(
        "product.product",
        relation="aftersales_installation_procedure_product_rel",
        column1="procedure_id",
        column2="product_id",
        string="Products",
    )
    category_ids = fields.Many2many(
        "product.category",
        relation="aftersales_installation_procedure_category_rel",
        column1="procedure_id",
        column2="category_id",
        string="Product Categories",
        help="With the categories below them.",
    )
    step_ids = fields.One2many(
        "aftersales.installation.procedure.step", "procedure_id", "Steps", copy=True
    )
    step_count = fields.Integer(string="Number of Steps", compute="_compute_step_count")
    load_hours = fields.Float(
        string="Full-Load Run (hours)",
        help="Hours without a break at full load before the customer is asked to "
        "accept. 0: no run.",
    )
    load_interval = fields.Float(
        string="Reading Every (hours)", default=4.0, help="Longest time between two."
    )
    load_tolerance = fields.Integer(
        string="Tolerance (minutes)",
        default=30,
        help="By which a reading may be late. A longer gap breaks the run off.",
    )
    measure_ids = fields.One2many(
        "aftersales.installation.measure", "procedure_id", "Readings", copy=True
    )
    needs_training = fields.Boolean(
        string="Users Are Trained",
        help="A signed record of the users' training comes before the acceptance.",
    )

    _load_not_negative = models.Constraint(
        "CHECK(load_hours >= 0 AND load_tolerance >= 0)",
        "Full-load run: hours and tolerance cannot be negative.",
    )
    _interval_positive = models.Constraint(
        "CHECK(load_hours = 0 OR load_interval > 0)",
        "Full-load run: fill in Reading Every (hours), more than zero.",
    )

    @api.depends("step_ids")
    def _compute_step_count(self):
        for procedure in self:
            procedure.step_count = len(procedure.step_ids)

    @api.model
    def _find_for_orders(self, orders) -> dict:
        """The procedure of each order, the most specific one; without one: left out."""
        candidates = self.sudo().search(
            [("company_id", "in", [*orders.company_id.ids, False])]
        )
        found = {}
        for order in orders.sudo():
            own = candidates.filtered(
                lambda item, order=order: (
                    item.company_id in (order.company_id, order.company_id.browse())
                )
            )
            path = (order.product_id.categ_id.parent_path or "").strip("/")
            key = rules.best_scope(
                (procedure._get_scope() for procedure in own),
                order.type_id.id,
                order.product_id.id,
                [int(part) for part in reversed(path.split("/")) if part],
            )
            if key:
                found[order] = self.browse(key)
        return found

    def _get_scope(self) -> rules.Scope:
        self.ensure_one()
        return rules.Scope(
            key=self.id,
            types=frozenset(self.order_type_ids.ids),
            products=frozenset(self.product_ids.ids),
            categories=frozenset(self.category_ids.ids),
            # Of two that fit as well, the first in the list.
            published=(-self.sequence, -self.id),
        )
