from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import old_part_flow

DISPOSITIONS = [
    ("supplier", "Back to the Supplier"),
    ("scrap", "Scrap with Witness"),
    ("recycle", "Recycle"),
    ("customer", "Customer Keeps It"),
]


class AftersalesOldPartRule(models.Model):
    """Where removed parts go, and by when: the first rule that fits holds."""

    _name = "aftersales.old.part.rule"
    _description = "Rule for Old Parts"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="Holds for their sub-categories too. Empty: any part.",
    )
    only_covered = fields.Boolean(
        string="Only Within Warranty",
        help="Only parts whose replacement nobody paid for: they prove the claim.",
    )
    disposition = fields.Selection(DISPOSITIONS, string="Goes To", required=True)
    hand_in_days = fields.Integer(
        string="Hand In Within (days)",
        default=3,
        help="From the removal until the storekeeper has it.",
    )
    settle_days = fields.Integer(
        string="Settle Within (days)",
        default=30,
        help="From the hand-in until it has left the store.",
    )

    _days_not_negative = models.Constraint(
        "CHECK(hand_in_days >= 0 AND settle_days >= 0)",
        "Days of a rule for old parts cannot be negative.",
    )

    def _to_plain(self) -> old_part_flow.Rule:
        self.ensure_one()
        return old_part_flow.Rule(
            self.id,
            frozenset(self.categ_ids.ids),
            self.only_covered,
            self.hand_in_days,
            self.settle_days,
        )

    @api.model
    def _choose(self, parts) -> dict:
        """The rule of each of these (product, company, covered), in one query."""
        rules = self.sudo().search(Domain.TRUE)
        result = {}
        for product, company, covered in parts:
            path = (product.categ_id.parent_path or "").split("/")
            chosen = old_part_flow.choose(
                [
                    rule._to_plain()
                    for rule in rules
                    if not rule.company_id or rule.company_id == company
                ],
                [int(key) for key in path if key],
                covered,
            )
            result[product, company, covered] = self.browse(chosen and chosen.key)
        return result
