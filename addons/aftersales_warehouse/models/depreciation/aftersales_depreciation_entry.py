from odoo import Command, models
from odoo.tools import format_date

# Account that a line's amount goes to, beside the allowance.
COUNTERPARTS = {
    "charge": "expense_account_id",
    "release": "release_account_id",
    "revive": "release_account_id",
}


class AftersalesDepreciationRun(models.Model):
    """The host's entry: one a run, a pair of lines for each outlet (R226)."""

    _inherit = "aftersales.depreciation.run"

    def _get_sums(self) -> list[tuple]:
        """Kind, policy, outlet and amount, one query; nothing of nought."""
        sums = self.env["aftersales.depreciation.line"]._read_group(
            [("run_id", "=", self.id)],
            ["kind", "policy_id", "outlet_id"],
            ["amount:sum"],
        )
        return [row for row in sums if not self.currency_id.is_zero(row[-1])]

    def _get_account_problems(self) -> list[str]:
        """Accounts and a journal that policies lack, and a date that is locked."""
        needed: dict = {}
        for kind, policy, _outlet, _amount in self._get_sums():
            needed.setdefault(policy, {"allowance_account_id", "journal_id"}).add(
                COUNTERPARTS[kind]
            )
        if needed and not self.company_id.chart_template:
            accounts = self.env["account.account"]
            if not accounts.search_count(
                accounts._check_company_domain(self.company_id), limit=1
            ):
                return [
                    self.env._(
                        "%(company)s has no chart of accounts yet: choose one in "
                        "Invoicing ▸ Configuration ▸ Settings, then the accounts of "
                        "the storage policies.",
                        company=self.company_id.display_name,
                    )
                ]
        problems = [
            problem
            for policy, names in needed.items()
            for problem in policy._get_account_problems(self.company_id, sorted(names))
        ]
        return problems or (self._get_lock_problems() if needed else [])

    def _get_journal(self):
        """The one journal of the run's policies: a run makes one entry."""
        policies = self.line_ids._read_group([("run_id", "=", self.id)], ["policy_id"])
        journals = self.env["account.journal"]
        for (policy,) in policies:
            journals |= policy.with_company(self.company_id).journal_id
        self._refuse(
            [
                self.env._(
                    "%(run)s makes one entry, but its storage policies name several "
                    "journals: %(journals)s. Choose the same journal in all of them.",
                    run=self.display_name,
                    journals=", ".join(journals.mapped("display_name")),
                )
            ]
            if len(journals) > 1
            else []
        )
        return journals

    def _get_lock_problems(self) -> list[str]:
        """The host would move the entry to another month; ours stays in its own."""
        locks = self.company_id._get_violated_lock_dates(
            self.month_end, False, self.move_id.journal_id or self._get_journal()
        )
        if not locks:
            return []
        return [
            self.env._(
                "%(run)s: %(day)s is locked in the books: %(locks)s. Have the lock "
                "date moved, or an exception granted, in Invoicing ▸ Accounting ▸ "
                "Lock Dates.",
                run=self.display_name,
                day=format_date(self.env, self.month_end),
                locks=self.company_id._format_lock_dates(locks),
            )
        ]

    def _create_entry(self):
        """Draft first, then posted; a month without an amount needs none."""
        sums = self._get_sums()
        if not sums:
            return self.env["account.move"]
        company = self.company_id
        entry = (
            self.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "entry",
                    "company_id": company.id,
                    "journal_id": self._get_journal().id,
                    "date": self.month_end,
                    "ref": self.display_name,
                    "aftersales_depreciation_run_id": self.id,
                    "line_ids": [
                        Command.create(vals)
                        for row in sums
                        for vals in self._prepare_pair(*row)
                    ],
                }
            )
        )
        entry._post(soft=False)
        return entry

    def _prepare_pair(self, kind: str, policy, outlet, amount: float) -> list[dict]:
        """The outlet's expense, or the cost of what it sold, against the allowance."""
        policy = policy.with_company(self.company_id)
        analytic = outlet.analytic_account_id
        label = self._get_pair_label(kind, outlet)
        balance = self.currency_id.round(amount)
        return [
            {
                "name": label,
                "account_id": policy[COUNTERPARTS[kind]].id,
                "balance": balance,
                "analytic_distribution": analytic and {str(analytic.id): 100.0},
            },
            {
                "name": label,
                "account_id": policy.allowance_account_id.id,
                "balance": -balance,
            },
        ]

    def _get_pair_label(self, kind: str, outlet) -> str:
        values = {
            "month": self.month_end.strftime("%Y-%m"),
            "outlet": outlet.display_name or self.env._("Head Office"),
        }
        if kind == "charge":
            return self.env._("Aged stock %(month)s: %(outlet)s", **values)
        if kind == "release":
            return self.env._(
                "Aged stock %(month)s, goods that left: %(outlet)s", **values
            )
        return self.env._(
            "Aged stock %(month)s, goods that came back: %(outlet)s", **values
        )

    def _reverse_entry(self) -> None:
        """On the day of the entry, by the host: the month is as if never run."""
        if not self.move_id:
            return
        self.move_id.with_company(self.company_id)._reverse_moves(
            [
                {
                    "date": self.month_end,
                    "ref": self.env._(
                        "Reversal of %(entry)s", entry=self.move_id.display_name
                    ),
                    "aftersales_depreciation_run_id": self.id,
                }
            ],
            cancel=True,
        )
