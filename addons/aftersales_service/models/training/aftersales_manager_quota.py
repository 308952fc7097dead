from odoo import api, fields, models

from ...tools import training as decide


class AftersalesManagerQuota(models.Model):
    """How many certified after-sales service managers are needed, and how many there
    are (standard A.6: 10 % of the service managers, one at least; R471: two)."""

    _name = "aftersales.manager.quota"
    _description = "Required Certified Managers"
    _order = "company_id, outlet_kind"

    company_id = fields.Many2one(
        "res.company", help="Empty: every company that has no line of its own."
    )
    outlet_kind = fields.Selection(
        [
            ("own", "Own Branch"),
            ("office", "Resident Office"),
            ("authorised", "Authorised Partner"),
            ("outsourced", "Outsourced Partner"),
        ],
        help="Of the managers of such outlets. Empty: of all service managers.",
    )
    rate = fields.Float(
        string="Share", default=0.1, help="Of the service managers, rounded up."
    )
    minimum = fields.Integer(string="At Least", default=1)
    note = fields.Char(help="Where it is written.")
    manager_count = fields.Integer(
        string="Service Managers",
        compute="_compute_standing",
        help="With the role, or at the head of an outlet.",
    )
    certified_count = fields.Integer(
        string="Certified Today", compute="_compute_standing"
    )
    required_count = fields.Integer(string="Required", compute="_compute_standing")
    missing_count = fields.Integer(string="Missing", compute="_compute_standing")

    _scope_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(outlet_kind, ''))",
        "There is a line for this company and kind of outlet already.",
    )
    _numbers = models.Constraint(
        "CHECK(rate >= 0 AND rate <= 1 AND minimum >= 0)",
        "Share must lie between 0 and 100 %, At Least must not be negative.",
    )

    @api.depends("company_id", "outlet_kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["outlet_kind"]._description_selection(self.env))
        for quota in self:
            parts = (quota.company_id.name, kinds.get(quota.outlet_kind))
            quota.display_name = " · ".join(filter(None, parts)) or self.env._(
                "All Service Managers"
            )

    @api.depends("company_id", "outlet_kind", "rate", "minimum")
    @api.depends_context("company")
    def _compute_standing(self):
        today = fields.Date.context_today(self)
        for company, quotas in self.grouped(
            lambda quota: quota.company_id or self.env.company
        ).items():
            people = company._get_service_managers(today)
            for quota in quotas:
                standing = quota._measure(people)
                quota.manager_count, quota.certified_count = standing
                quota.required_count = decide.required_managers(
                    quota.manager_count, quota.rate, quota.minimum
                )
                quota.missing_count = decide.missing_managers(
                    quota.certified_count, quota.required_count
                )

    def _measure(self, people: dict) -> tuple[int, int]:
        """Managers and certified ones among them that this line is about.

        :param people: see ``res.company._get_service_managers``
        """
        self.ensure_one()
        meant = [
            is_certified
            for is_certified, kinds in people.values()
            if not self.outlet_kind or self.outlet_kind in kinds
        ]
        return len(meant), sum(meant)

    @api.model
    def _find_for(self, company):
        """Lines that hold for a company: its own, and those of all it has none for."""
        lines = self.search([("company_id", "in", (company.id, False))])
        own = lines.filtered("company_id")
        return own | lines.filtered(
            lambda one: (
                not one.company_id and one.outlet_kind not in own.mapped("outlet_kind")
            )
        )
