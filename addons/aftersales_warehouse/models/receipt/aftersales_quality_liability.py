from odoo import api, fields, models

from ...tools import goods_rules

KINDS = [
    ("short", "Short"),
    ("over", "Over"),
    ("wrong", "Wrong Goods"),
    ("damaged", "Damaged"),
    ("quality", "Poor Quality"),
]
CAUSES = [
    ("production", "Production"),
    ("transport", "Transport"),
    ("installation", "Installation"),
    ("handling", "Loading and Unloading"),
    ("use", "Use"),
    ("display", "Display Sample"),
]
LIABLE = [
    ("production", "Production Department"),
    ("driver", "Haulage Driver"),
    ("outlet", "Outlet"),
]


class AftersalesQualityLiability(models.Model):
    """Who bears goods that are short or nonconforming: the first row that fits."""

    _name = "aftersales.quality.liability"
    _description = "Liability for Nonconforming Goods"
    _order = "sequence, id"
    _rec_name = "liability"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all companies."
    )
    kind = fields.Selection(KINDS, string="Difference", help="Empty: any.")
    cause = fields.Selection(CAUSES, help="Empty: any.")
    liability = fields.Selection(LIABLE, string="Borne By", required=True)

    @api.model
    def _find_liability(self, facts: list[dict], company) -> list:
        """Who bears it, for each pair of kind and cause; None where no row says it."""
        rows = self.sudo().search([("company_id", "in", (company.id, False))])
        rules = [
            goods_rules.Rule(row.liability, {"kind": row.kind, "cause": row.cause})
            for row in rows
        ]
        return [goods_rules.first_match(rules, fact) for fact in facts]
