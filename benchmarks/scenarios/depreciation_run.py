"""A month's depreciation of 100 000 layers: computed, looked at, posted.

Ours writes a line for each layer with its reason, an entry with a pair of lines for
each outlet, and what layers carry. Beside it one SQL statement that does the same sums
and writes the same rows, without rules, checks and entry; and the peer, which computes
a month's entries of assets and gets fewer, so that a round ends.
"""

from typing import TYPE_CHECKING

from aged_stock import MONTH
from aged_stock import build as build_stock
from harness import Scenario, Side, at_most, at_most_queries

from odoo.tools import SQL

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

LAYERS, ASSETS = 100_000, 100
OURS, STATEMENT = "ours", "one SQL statement"
PEER = "account_asset_management"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Fill the stock, make the assets and return what is measured."""
    env = world.env(su=True)
    run = build_stock(env, LAYERS)
    env.cr.commit()
    assets = _assets(world)
    env.cr.commit()
    return [
        Scenario(
            "depreciation_run",
            f"a month of {LAYERS} layers computed and posted; the peer's entries of "
            f"{ASSETS} assets",
            [
                Side(OURS, LAYERS, lambda _subject: _compute_and_post(run)),
                Side(STATEMENT, LAYERS, lambda _subject: _one_statement(run)),
                Side(PEER, ASSETS, lambda _subject: _compute_assets(assets)),
            ],
            [at_most(5, STATEMENT), at_most(1 / 200, PEER), at_most_queries(0.01)],
            warm_up=False,
        )
    ]


def _compute_and_post(run: "BaseModel") -> None:
    run.action_compute()
    run.action_post()
    if run.line_count < LAYERS or run.difference:
        raise SystemExit(f"{run.line_count} lines, difference {run.difference}")


def _one_statement(run: "BaseModel") -> None:
    """Age, periods and amounts by date arithmetic; lines and layers are written."""
    env = run.env
    env.cr.execute(
        SQL(
            """
            WITH later AS (
                SELECT layer_id, SUM(quantity) AS quantity, SUM(allowance) AS allowance
                  FROM aftersales_stock_layer_use
                 WHERE company_id = %(company)s AND date > %(end)s
                 GROUP BY layer_id),
            aged AS (
                SELECT l.id, l.outlet_id, l.first_received_on,
                       12 * (%(year)s - EXTRACT(YEAR FROM l.first_received_on)::int)
                       + %(month)s - EXTRACT(MONTH FROM l.first_received_on)::int + 1
                       AS age,
                       l.remaining_quantity + COALESCE(u.quantity, 0) AS quantity,
                       l.unit_cost, l.allowance + COALESCE(u.allowance, 0) AS booked
                  FROM aftersales_stock_layer l
                  LEFT JOIN later u ON u.layer_id = l.id
                 WHERE l.company_id = %(company)s AND l.is_depreciable
                   AND l.received_on <= %(end)s),
            due AS (
                SELECT *, LEAST(GREATEST(age - 3, 0), 12) AS periods,
                       ROUND(quantity * unit_cost
                             * 0.08 * LEAST(GREATEST(age - 3, 0), 12), 2) AS cumulative
                  FROM aged WHERE quantity > 0),
            written AS (
                INSERT INTO aftersales_depreciation_line
                       (run_id, month_end, kind, layer_id, outlet_id, policy_id, age,
                        periods, rate, quantity, cost, cumulative, booked, amount)
                SELECT %(run)s, %(end)s, 'charge', id, outlet_id, %(policy)s, age,
                       periods, 8, quantity, ROUND(quantity * unit_cost, 2), cumulative,
                       booked, cumulative - booked
                  FROM due WHERE periods > 0
             RETURNING layer_id, outlet_id, amount),
            carried AS (
                UPDATE aftersales_stock_layer l
                   SET allowance = l.allowance + w.amount
                  FROM written w WHERE w.layer_id = l.id)
            SELECT outlet_id, SUM(amount) FROM written GROUP BY outlet_id
            """,
            company=run.company_id.id,
            end=MONTH,
            year=MONTH.year,
            month=MONTH.month,
            run=run.id,
            policy=env.ref("aftersales_warehouse.storage_policy_default").id,
        )
    )
    env.cr.fetchall()


# -- the peer's assets -----------------------------------------------------------------


def _assets(world: "World") -> "BaseModel":
    env = world.env(su=True)
    accounts = env["account.account"]
    asset, allowance, expense = accounts.create(
        [
            {"code": f"PEER{number}", "name": name, "account_type": kind}
            for number, (name, kind) in enumerate(
                (
                    ("Assets", "asset_fixed"),
                    ("Depreciation of Assets", "asset_fixed"),
                    ("Expense of Depreciation", "expense_depreciation"),
                )
            )
        ]
    )
    profile = env["account.asset.profile"].create(
        {
            "name": f"Twelve Months {world.tag}",
            "account_asset_id": asset.id,
            "account_depreciation_id": allowance.id,
            "account_expense_depreciation_id": expense.id,
            "journal_id": env["account.journal"]
            .search([("type", "=", "general")], limit=1)
            .id,
            "method_time": "year",
            "method_number": 1,
            "method_period": "month",
        }
    )
    assets = env["account.asset"].create(
        [
            {
                "name": f"Asset {number}",
                "profile_id": profile.id,
                "purchase_value": 1000.0 + number,
                "date_start": MONTH.replace(day=1),
            }
            for number in range(ASSETS)
        ]
    )
    assets.validate()
    return assets


def _compute_assets(assets: "BaseModel") -> None:
    entries, errors = assets._compute_entries(MONTH)
    if errors or len(entries) != ASSETS:
        raise SystemExit(f"{PEER}: {len(entries)} entries; {errors}")
