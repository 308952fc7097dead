from odoo import models


class AftersalesDepreciationRun(models.Model):
    _inherit = "aftersales.depreciation.run"

    def _get_statement_rows(self) -> list[dict]:
        """A row for each outlet; one query."""
        self.ensure_one()
        sums = self.env["aftersales.depreciation.line"]._read_group(
            [("run_id", "=", self.id)],
            ["outlet_id", "kind"],
            ["__count", "cost:sum", "cumulative:sum", "amount:sum"],
        )
        rows: dict = {}
        for outlet, kind, count, cost, cumulative, amount in sums:
            row = rows.setdefault(
                outlet,
                {
                    "name": outlet.display_name or self.env._("Head Office"),
                    "count": 0,
                    "cost": 0.0,
                    "cumulative": 0.0,
                    "charge": 0.0,
                    "release": 0.0,
                },
            )
            if kind == "charge":
                row.update(count=count, cost=cost, cumulative=cumulative, charge=amount)
            else:
                row["release"] -= amount
        return list(rows.values())
