from odoo import fields

from ..common import WarehouseCase


class DepreciationCase(WarehouseCase):
    """Two outlets with accounts to book on. Layers are written as the receipt of their
    day would have written them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        account = cls.env["account.account"]
        cls.expense, cls.allowance, cls.cost_of_goods = account.create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Aged Stock of Outlets", "669901", "expense"),
                    ("Allowance for Aged Stock", "119901", "asset_current"),
                    ("Cost of Goods Sold", "559901", "expense_direct_cost"),
                )
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {"name": "Stock Depreciation", "code": "DEPR", "type": "general"}
        )
        cls.policy.write(
            {
                "expense_account_id": cls.expense.id,
                "allowance_account_id": cls.allowance.id,
                "release_account_id": cls.cost_of_goods.id,
                "journal_id": cls.journal.id,
            }
        )
        cls.Run = cls.env["aftersales.depreciation.run"]

    @classmethod
    def _layer(cls, day, quantity=10, unit_cost=100.0, warehouse=None, **vals):
        """Goods that came in on ``day``, and lie there since."""
        warehouse = warehouse or cls.warehouse
        return cls.env["aftersales.stock.layer"].create(
            {
                "company_id": cls.company.id,
                "product_id": cls.goods.id,
                "warehouse_id": warehouse.id,
                "received_on": day,
                "first_received_on": day,
                "quantity": quantity,
                "remaining_quantity": quantity,
                "unit_cost": unit_cost,
                **vals,
            }
        )

    @classmethod
    def _use(cls, layer, day, quantity, kind="issue", target=None, **vals):
        """What left a layer on ``day``, with its share of the allowance."""
        share = layer.currency_id.round(
            layer.allowance * quantity / layer.remaining_quantity
        )
        layer.remaining_quantity -= quantity
        layer.allowance -= share
        if target:
            target.allowance += share
        return cls.env["aftersales.stock.layer.use"].create(
            {
                "layer_id": layer.id,
                "outlet_id": layer.outlet_id.id,
                "date": day,
                "kind": kind,
                "quantity": quantity,
                "allowance": share,
                "target_layer_id": target and target.id,
                **vals,
            }
        )

    def _compute(self, month, user=None):
        run = self.Run.with_user(user or self.finance).create({"month_end": month})
        run.action_compute()
        return run

    def _run(self, month, user=None):
        """Compute and post the run of a month."""
        run = self._compute(month, user)
        run.action_post()
        return run

    def _lines(self, run, kind="charge"):
        return self.env["aftersales.depreciation.line"].search(
            [("run_id", "=", run.id), ("kind", "=", kind)], order="id"
        )

    def _held(self):
        """What layers carry, and what left them and is not released."""
        Check = self.env["aftersales.depreciation.check"]
        return self.company.currency_id.round(
            sum(Check._get_held(self.company).values())
        )

    def _balance(self, account):
        sums = self.env["account.move.line"]._read_group(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")],
            [],
            ["balance:sum"],
        )
        return self.company.currency_id.round(sums[0][0] or 0.0)

    def _assert_agrees(self):
        """The account, the layers and the uses say the same."""
        self.env.flush_all()
        self.assertAlmostEqual(-self._balance(self.allowance), self._held(), 2)
        compared = self.env["aftersales.depreciation.check"]._compare(self.company)
        self.assertAlmostEqual(compared["difference"], 0.0, 2)
        for _command, _id, vals in compared["line_ids"]:
            self.assertAlmostEqual(vals["difference"], 0.0, 2, vals)

    @staticmethod
    def _day(text):
        return fields.Date.to_date(text)
