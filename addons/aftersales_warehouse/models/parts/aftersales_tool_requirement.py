from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesToolRequirement(models.Model):
    """Work of a kind requires a calibrated tool of a kind."""

    _name = "aftersales.tool.requirement"
    _description = "Required Tool"
    _order = "kind_id, id"
    _rec_name = "kind_id"

    kind_id = fields.Many2one(
        "aftersales.tool.kind",
        string="Kind of Tool",
        required=True,
        index=True,
        ondelete="cascade",
    )
    order_type_id = fields.Many2one(
        "aftersales.order.type", index="btree_not_null", ondelete="cascade"
    )
    product_categ_id = fields.Many2one(
        "product.category",
        string="Product Category",
        index="btree_not_null",
        ondelete="cascade",
        help="Holds for its sub-categories too.",
    )
    skill_id = fields.Many2one(
        "hr.skill",
        index="btree_not_null",
        ondelete="cascade",
        help="Work that requires this skill requires the tool, too.",
    )

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(order_type_id, product_categ_id, skill_id) >= 1)",
        "A required tool needs an order type, a product category or a skill.",
    )

    @api.model
    def _get_needs(self, orders) -> dict:
        """Kinds of tools that each order's work requires; two queries.

        Order type, category and skill of a line hold together.
        """
        rows = self.sudo().search(
            Domain("order_type_id", "in", [False, *orders.type_id.ids])
            & Domain("kind_id.active", "=", True)
            & Domain("kind_id.company_id", "in", [False, *orders.company_id.ids])
        )
        if not rows:
            return {}
        skills: dict = {}
        if rows.skill_id:
            needs = self.env["aftersales.skill.requirement"]._get_needs(orders)
            skills = {
                order: {need.skill for need in found} for order, found in needs.items()
            }
        return {
            order: rows.filtered(
                lambda row, order=order: row._is_for(order, skills.get(order, set()))
            ).kind_id
            for order in orders
        }

    def _is_for(self, order, skills: set[int]) -> bool:
        self.ensure_one()
        company = self.kind_id.company_id
        if company and company != order.company_id:
            return False
        if self.order_type_id and self.order_type_id != order.type_id:
            return False
        if self.skill_id and self.skill_id.id not in skills:
            return False
        path = order.product_id.sudo().categ_id.parent_path or ""
        return not self.product_categ_id or str(self.product_categ_id.id) in path.split(
            "/"
        )
