from datetime import date

from odoo import api, models
from odoo.fields import Domain

from ...tools import depreciation

ACCOUNTS = ("expense_account_id", "allowance_account_id", "release_account_id")
# Account types that are looked through for each, the best one first.
PROPOSED_TYPES = {
    "expense_account_id": ("expense_depreciation", "expense"),
    "allowance_account_id": ("asset_current",),
    "release_account_id": ("expense_direct_cost", "expense"),
}
# Words that the names of fitting accounts have in the charts of the host.
PROPOSED_WORDS = {
    "expense_account_id": ("impairment", "减值", "sales expense", "销售费用"),
    "allowance_account_id": (
        *("allowance", "impairment", "provision", "falling price", "跌价"),
    ),
    "release_account_id": (
        *("cost of goods", "cost of sales", "main business cost", "主营业务成本"),
    ),
}


class AftersalesStoragePolicy(models.Model):
    _inherit = "aftersales.storage.policy"

    def _get_terms_row(self, received: date, month_end: date) -> tuple:
        """What the policy says of goods received on a day: id, day, age, periods, rate,
        share of the cost, do head office's goods age?"""
        terms = self._get_terms()
        due = depreciation.periods(terms, received, month_end)
        return (
            self.id,
            received,
            depreciation.age(terms.month_basis, received, month_end),
            due,
            depreciation.exact(self.rate),
            terms.rate * due,
            self.ages_head_office,
        )

    def _get_account_problems(self, company, names) -> list[str]:
        """Which of these fields are empty for a company, and how to fill them."""
        problems = []
        for policy in self.with_company(company).sudo():
            missing = [
                policy._fields[name]._description_string(self.env)
                for name in names
                if not policy[name]
            ]
            if missing:
                problems.append(
                    self.env._(
                        "Storage policy %(policy)s: fill in %(fields)s for "
                        "%(company)s, or choose “Propose Accounts” there.",
                        policy=policy.display_name,
                        fields=", ".join(missing),
                        company=company.display_name,
                    )
                )
        return problems

    def action_propose_accounts(self):
        """Fill in the empty accounts with those of the chart that fit; none is made."""
        self.check_access("write")
        company = self.env.company
        missing = []
        for policy in self:
            for name in (*ACCOUNTS, "journal_id"):
                policy[name] = policy[name] or policy._find_proposal(name, company)
            missing += policy._get_account_problems(company, (*ACCOUNTS, "journal_id"))
        if missing:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "warning",
                    "sticky": True,
                    "message": self.env._(
                        "No account of the chart fits. Choose one by hand, or create "
                        "it in the chart of accounts first:\n%(missing)s",
                        missing="\n".join(missing),
                    ),
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        return None

    @api.model
    def _find_proposal(self, name: str, company):
        if name == "journal_id":
            return self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(company),
                    ("type", "=", "general"),
                ],
                limit=1,
            )
        Account = self.env["account.account"]
        own = Domain(Account._check_company_domain(company))
        named = own & Domain.OR(
            Domain("name", "ilike", word) for word in PROPOSED_WORDS[name]
        )
        # Any current asset will not do: only one that says what it is.
        domains = [named] if name == "allowance_account_id" else [named, own]
        for domain in domains:
            for kind in PROPOSED_TYPES[name]:
                if account := Account.search(
                    domain & Domain("account_type", "=", kind), limit=1
                ):
                    return account
        return Account
