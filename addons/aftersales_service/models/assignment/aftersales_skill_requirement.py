from odoo import api, fields, models

from ...tools.skills import Need

OWNERS = ("order_type_id", "fault_code_id", "product_tmpl_id", "product_categ_id")


class AftersalesSkillRequirement(models.Model):
    """A skill or certificate that work of a kind requires (R424)."""

    _name = "aftersales.skill.requirement"
    _description = "Required Skill"
    _order = "skill_id, id"
    _rec_name = "skill_id"

    order_type_id = fields.Many2one(
        "aftersales.order.type", index="btree_not_null", ondelete="cascade"
    )
    fault_code_id = fields.Many2one(
        "aftersales.fault.code",
        index="btree_not_null",
        ondelete="cascade",
        help="Holds for its sub-codes too.",
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        string="Product",
        index="btree_not_null",
        ondelete="cascade",
    )
    product_categ_id = fields.Many2one(
        "product.category",
        string="Product Category",
        index="btree_not_null",
        ondelete="cascade",
        help="Holds for its sub-categories too.",
    )
    skill_id = fields.Many2one("hr.skill", required=True, ondelete="restrict")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    is_certification = fields.Boolean(
        string="Certificate",
        related="skill_id.skill_type_id.is_certification",
        help="Without a valid certificate on the day of the visit nobody is sent.",
    )
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        string="At Least",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
        help="Lowest level that will do. Empty: any.",
    )

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(order_type_id, fault_code_id, product_tmpl_id, "
        "product_categ_id) = 1)",
        "A required skill belongs to one order type, fault code, product or product "
        "category: fill in just one of them.",
    )
    _skill_uniq = models.UniqueIndex(
        "(skill_id, COALESCE(order_type_id, 0), COALESCE(fault_code_id, 0), "
        "COALESCE(product_tmpl_id, 0), COALESCE(product_categ_id, 0))",
        "This skill is required here already.",
    )

    @api.model
    def _get_needs(self, orders) -> dict:
        """What the work of each order requires, as ``Need`` tuples, in one query."""
        owners = {order: self._get_owner_ids(order) for order in orders}
        requirements = self.sudo().search(
            fields.Domain.OR(
                [
                    (
                        field,
                        "in",
                        list(
                            {id_ for owned in owners.values() for id_ in owned[field]}
                        ),
                    )
                ]
                for field in OWNERS
            )
        )
        by_owner: dict = {}
        for requirement in requirements:
            for field in OWNERS:
                if requirement[field]:
                    by_owner.setdefault((field, requirement[field].id), []).append(
                        requirement._to_need()
                    )
        return {
            order: self._strictest(
                need
                for field, ids in owned.items()
                for id_ in ids
                for need in by_owner.get((field, id_), ())
            )
            for order, owned in owners.items()
        }

    def _to_need(self) -> Need:
        self.ensure_one()
        return Need(
            self.skill_id.id, self.skill_level_id.level_progress, self.is_certification
        )

    @api.model
    def _strictest(self, needs) -> tuple[Need, ...]:
        """Each skill once, at the highest level that anything asks for."""
        found: dict[int, Need] = {}
        for need in needs:
            known = found.get(need.skill)
            if known is None or need.level > known.level:
                found[need.skill] = need
        return tuple(found.values())

    @api.model
    def _get_owner_ids(self, order) -> dict[str, list[int]]:
        """What an order's work is: type, codes and category with those above them."""
        codes = order.symptom_id | order.cause_id
        template = order.product_id.product_tmpl_id.sudo()
        return {
            "order_type_id": order.type_id.ids,
            "fault_code_id": _with_parents(codes),
            "product_tmpl_id": template.ids,
            "product_categ_id": _with_parents(template.categ_id),
        }


def _with_parents(records) -> list[int]:
    """Ids of records of a tree and of all above them."""
    return [
        int(part)
        for record in records
        for part in (record.parent_path or "").split("/")
        if part
    ]
