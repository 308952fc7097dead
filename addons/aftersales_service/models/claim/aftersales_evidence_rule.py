from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesEvidenceRule(models.Model):
    """Which evidence a kind of claim needs, and by when (R113, R444)."""

    _name = "aftersales.evidence.rule"
    _description = "Evidence Required"
    _order = "kind, sequence, id"
    _check_company_auto = True

    kind = fields.Selection(
        selection=lambda self: self.env["aftersales.claim"]._get_kinds(),
        string="Kind of Claim",
        required=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: all companies."
    )
    type_ids = fields.Many2many(
        "aftersales.evidence.type",
        string="Evidence",
        required=True,
        help="One of these is enough.",
    )
    policy_ids = fields.Many2many(
        "aftersales.warranty.policy",
        string="Warranty Policies",
        check_company=True,
        help="Only for units sold with one of these. Empty: for all.",
    )
    required_at = fields.Selection(
        [("submit", "Submit"), ("approve", "Approve")],
        string="Needed For",
        required=True,
        default="submit",
    )
    source = fields.Char(help="Rule or clause that asks for it.")

    @api.depends("type_ids.name")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule._get_words()

    @api.constrains("type_ids")
    def _check_types(self):
        if any(not rule.type_ids for rule in self):
            raise ValidationError(
                self.env._("Evidence: choose at least one kind that is enough.")
            )

    def _get_words(self) -> str:
        """“Photo or Defective Part”."""
        self.ensure_one()
        return self.env._(" or ").join(self.type_ids.mapped("name"))

    @api.model
    def _get_rules(self, companies) -> dict[str, list]:
        """Rules in force by kind, in one query."""
        rules: dict[str, list] = {}
        for rule in self.sudo().search([("company_id", "in", [*companies.ids, False])]):
            rules.setdefault(rule.kind, []).append(rule)
        return rules

    def _holds_for(self, claim) -> bool:
        self.ensure_one()
        if self.company_id and self.company_id != claim.company_id:
            return False
        policies = claim.sudo().equipment_id.policy_ids
        return not self.policy_ids or bool(self.policy_ids & policies)
