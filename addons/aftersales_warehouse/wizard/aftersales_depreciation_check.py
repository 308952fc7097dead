from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesDepreciationCheck(models.TransientModel):
    """The allowance account beside what layers, and goods on their way out, hold."""

    _name = "aftersales.depreciation.check"
    _description = "Check of the Allowance"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    run_balance = fields.Monetary(
        string="Booked by Runs", readonly=True, help="Posted entries of runs."
    )
    other_balance = fields.Monetary(
        string="Booked by Others",
        readonly=True,
        help="Other posted entries on the allowance accounts. There should be none.",
    )
    layer_amount = fields.Monetary(string="Held by Layers", readonly=True)
    difference = fields.Monetary(readonly=True)
    line_ids = fields.One2many(
        "aftersales.depreciation.check.line", "check_id", readonly=True
    )

    @api.model
    def _open(self, company) -> dict:
        check = self.create({"company_id": company.id, **self._compare(company)})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of the Allowance"),
            "res_model": self._name,
            "res_id": check.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def action_open(self):
        """The comparison of the company one works in."""
        self.env["aftersales.depreciation.run"].check_access("read")
        return self._open(self.env.company)

    @api.model
    def _compare(self, company) -> dict:
        own, other = self._get_balances(company)
        held = self._get_held(company)
        booked = self._get_booked(company)
        outlets = sorted({*held, *booked}, key=lambda outlet: outlet.id or 0)
        return {
            "run_balance": own,
            "other_balance": other,
            "layer_amount": sum(held.values()),
            "difference": company.currency_id.round(own + other - sum(held.values())),
            "line_ids": [
                fields.Command.create(
                    {
                        "outlet_id": outlet.id,
                        "booked_amount": booked.get(outlet, 0.0),
                        "layer_amount": held.get(outlet, 0.0),
                        "difference": company.currency_id.round(
                            booked.get(outlet, 0.0) - held.get(outlet, 0.0)
                        ),
                    }
                )
                for outlet in outlets
            ],
        }

    @api.model
    def _get_balances(self, company) -> tuple[float, float]:
        """What runs, and what others, have booked on the allowance accounts."""
        policies = (
            self.env["aftersales.storage.policy"]
            .sudo()
            .with_context(active_test=False)
            .with_company(company)
            .search(Domain.TRUE)
        )
        sums = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("parent_state", "=", "posted"),
                    ("account_id", "in", policies.allowance_account_id.ids),
                ],
                ["move_id.aftersales_depreciation_run_id"],
                ["balance:sum"],
            )
        )
        own = -sum(balance for run, balance in sums if run)
        other = -sum(balance for run, balance in sums if not run)
        return own, other

    @api.model
    def _get_held(self, company) -> dict:
        """By outlet: what its layers carry, and what left it and is not released."""
        held: dict = defaultdict(float)
        for outlet, amount in (
            self.env["aftersales.stock.layer"]
            .sudo()
            ._read_group(
                [("company_id", "=", company.id), ("allowance", "!=", 0)],
                ["outlet_id"],
                ["allowance:sum"],
            )
        ):
            held[outlet] += amount
        for outlet, amount in (
            self.env["aftersales.stock.layer.use"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("release_run_id", "=", False),
                    ("target_layer_id", "=", False),
                    ("allowance", "!=", 0),
                ],
                ["outlet_id"],
                ["allowance:sum"],
            )
        ):
            held[outlet] += amount
        return held

    @api.model
    def _get_booked(self, company) -> dict:
        """By outlet: what runs charged and released, and what went along with goods
        from outlet to outlet, which needs no entry."""
        booked: dict = defaultdict(float)
        for outlet, amount in (
            self.env["aftersales.depreciation.line"]
            .sudo()
            ._read_group(
                [("run_id.company_id", "=", company.id), ("state", "=", "posted")],
                ["outlet_id"],
                ["amount:sum"],
            )
        ):
            booked[outlet] += amount
        for layer_outlet, target, amount in (
            self.env["aftersales.stock.layer.use"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("target_layer_id", "!=", False),
                    ("allowance", "!=", 0),
                ],
                ["layer_id.outlet_id", "target_layer_id.outlet_id"],
                ["allowance:sum"],
            )
        ):
            booked[layer_outlet] -= amount
            booked[target] += amount
        return booked

    def action_view_others(self):
        """Entries on the allowance accounts that no run made."""
        self.ensure_one()
        policies = self.env["aftersales.storage.policy"].with_company(self.company_id)
        accounts = policies.with_context(active_test=False).search(Domain.TRUE)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Booked by Others"),
            "res_model": "account.move.line",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("account_id", "in", accounts.allowance_account_id.ids),
                ("move_id.aftersales_depreciation_run_id", "=", False),
            ],
        }


class AftersalesDepreciationCheckLine(models.TransientModel):
    """One outlet of the comparison."""

    _name = "aftersales.depreciation.check.line"
    _description = "Outlet in a Check of the Allowance"
    _order = "id"

    check_id = fields.Many2one(
        "aftersales.depreciation.check",
        required=True,
        index=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="check_id.currency_id")
    outlet_id = fields.Many2one("aftersales.outlet", help="Empty: head office.")
    booked_amount = fields.Monetary(string="By the Books")
    layer_amount = fields.Monetary(string="By the Layers")
    difference = fields.Monetary()
