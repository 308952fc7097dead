from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import depreciation


class AftersalesStoragePolicy(models.Model):
    """How long goods are in custody, and what they lose each month after that.

    The policy of the company goes before one of all companies, that of the nearest
    category before one of all goods. Accounts are each company's own.
    """

    _name = "aftersales.storage.policy"
    _description = "Storage Policy"
    _check_company_auto = True
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: it holds for every company."
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With the categories below them. Empty: all goods.",
    )
    valid_from = fields.Date(help="Empty: since ever.")
    valid_to = fields.Date(help="The last day it holds. Empty: until further notice.")

    storage_months = fields.Integer(
        string="Custody Term (Months)", required=True, default=3
    )
    rate = fields.Float(
        string="Rate a Month (%)",
        digits=(6, 3),
        required=True,
        default=8.0,
        help="Share of the cost that each month after the custody term takes.",
    )
    period_count = fields.Integer(string="Months in All", required=True, default=12)
    month_basis = fields.Selection(
        [("calendar", "Calendar months"), ("anniversary", "Full months")],
        required=True,
        default="calendar",
        help="Calendar months: the month of receipt is the first. Full months: from "
        "the day of receipt to the same day of a later month.",
    )
    notice_days = fields.Integer(
        string="Told Ahead (Days)",
        default=30,
        help="So long before goods turn aged, their outlet is told.",
    )
    ages_head_office = fields.Boolean(
        string="Head Office Ages",
        help="Goods in head office's own warehouses age, too.",
    )

    expense_account_id = fields.Many2one(
        "account.account",
        company_dependent=True,
        check_company=True,
        help="Operating expense of the outlet, charged with the depreciation.",
    )
    allowance_account_id = fields.Many2one(
        "account.account",
        company_dependent=True,
        check_company=True,
        help="Allowance for aged stock, beside the valuation of the stock.",
    )
    release_account_id = fields.Many2one(
        "account.account",
        company_dependent=True,
        check_company=True,
        help="Cost of goods, which gets the allowance of what left the stock.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        company_dependent=True,
        check_company=True,
        domain="[('type', '=', 'general')]",
    )

    _months_check = models.Constraint(
        "CHECK(storage_months >= 0 AND period_count > 0)",
        "The custody term cannot be negative, and depreciation needs a month at least.",
    )
    _rate_check = models.Constraint(
        "CHECK(rate >= 0 AND rate * period_count <= 100)",
        "All months together cannot take more than the whole cost: lower the rate or "
        "the number of months.",
    )
    _valid_check = models.Constraint(
        "CHECK(valid_to >= valid_from)", "The last day comes before the first."
    )

    @api.constrains("company_id", "categ_ids", "valid_from", "valid_to", "active")
    def _check_unambiguous(self):
        """No two policies say something about the same goods on the same day."""
        others = self.search(Domain.TRUE)
        problems = [
            self.env._("%(one)s and %(other)s", one=policy.name, other=other.name)
            for policy in self.filtered("active")
            for other in others - policy
            if policy._rivals(other)
        ]
        if problems:
            raise ValidationError(
                self.env._(
                    "These policies hold for the same company and category at the "
                    "same time; set the last day of the older one:\n%(problems)s",
                    problems="\n".join(problems),
                )
            )

    def _rivals(self, other) -> bool:
        same_goods = self.categ_ids & other.categ_ids or not (
            self.categ_ids or other.categ_ids
        )
        days = fields.Date
        overlap = (self.valid_from or days.to_date("0001-01-01")) <= (
            other.valid_to or days.to_date("9999-12-31")
        ) and (other.valid_from or days.to_date("0001-01-01")) <= (
            self.valid_to or days.to_date("9999-12-31")
        )
        return bool(self.company_id == other.company_id and same_goods and overlap)

    @api.model
    def _get_for(self, products, company, day) -> dict:
        """The policy of each product on ``day``; products without one are left out."""
        policies = self.sudo()._get_valid(company, day)
        categories = products.sudo().categ_id
        by_category = {
            category: policies._get_nearest(category)
            for category in (*categories, categories.browse())
        }
        found = {product: by_category[product.sudo().categ_id] for product in products}
        return {product: policy for product, policy in found.items() if policy}

    @api.model
    def _get_valid(self, company, day):
        """All policies of a company on a day."""
        return self.search(
            Domain("company_id", "in", (company.id, False))
            & (Domain("valid_from", "=", False) | Domain("valid_from", "<=", day))
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
        )

    def _get_terms(self) -> depreciation.Terms:
        self.ensure_one()
        return depreciation.Terms(
            storage_months=self.storage_months,
            rate=depreciation.exact(self.rate) / 100,
            period_count=self.period_count,
            month_basis=self.month_basis,
        )

    def _get_aged_on(self, received):
        """The first day on which goods first received then are aged."""
        return depreciation.aged_on(self._get_terms(), received)

    def _get_nearest(self, category):
        """Of these, the policy of a category: own company, then nearest, goes first."""
        around = [int(key) for key in (category.parent_path or "").split("/") if key]
        best = self.browse()
        rank = (-1, -1)
        for policy in self:
            depth = max(
                (
                    around.index(key) + 1
                    for key in policy.categ_ids.ids
                    if key in around
                ),
                default=-1 if policy.categ_ids else 0,
            )
            if depth >= 0 and (bool(policy.company_id), depth) > rank:
                best, rank = policy, (bool(policy.company_id), depth)
        return best
