from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import approval


class AftersalesApprovalTier(models.Model):
    """Who may allow claims up to which amount. A larger claim goes through the lower
    tiers first; each tier is a signature of its own."""

    _name = "aftersales.approval.tier"
    _description = "Approval Tier"
    _order = "company_id, kind, amount_to, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=lambda self: self.env["aftersales.claim"]._get_kinds(),
        string="Kind of Claim",
        help="Empty: every kind that has no tiers of its own.",
    )
    is_unlimited = fields.Boolean(string="Any Amount")
    amount_to = fields.Monetary(
        string="Up To", help="Largest amount that this tier may allow."
    )
    group_id = fields.Many2one(
        "res.groups",
        string="Role",
        domain=lambda self: [("id", "in", self._get_role_groups().ids)],
        help="Anyone with this role may sign.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Persons",
        help="These people may sign, whatever their role.",
    )

    _amount_positive = models.Constraint(
        "CHECK(is_unlimited OR amount_to > 0)",
        "Up To: enter an amount, or tick Any Amount.",
    )

    @api.model
    def _get_role_groups(self):
        privilege = self.env.ref("aftersales_service.privilege_aftersales")
        return (
            self.env["res.groups"].sudo().search([("privilege_id", "=", privilege.id)])
        )

    @api.constrains("group_id", "user_ids")
    def _check_signers(self):
        for tier in self:
            if not tier.group_id and not tier.user_ids:
                raise ValidationError(
                    self.env._(
                        "%(tier)s: choose a Role or Persons who sign.", tier=tier.name
                    )
                )

    @api.model
    def _get_ladders(self, companies) -> dict[tuple[int, str | bool], list]:
        """Tiers by company and kind, in one query."""
        ladders: dict[tuple[int, str | bool], list] = {}
        for tier in self.sudo().search([("company_id", "in", companies.ids)]):
            ladders.setdefault((tier.company_id.id, tier.kind), []).append(
                approval.Tier(tier.id, None if tier.is_unlimited else tier.amount_to)
            )
        return ladders
