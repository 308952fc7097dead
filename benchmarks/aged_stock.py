"""A company with many layers of aged stock: some moved, the month before posted.

Written in SQL, in the same way each time, so that two databases hold the same. Used by
the benchmark and by `./run kill-runs`.
"""

from datetime import date
from typing import TYPE_CHECKING

from bulk import fill

from odoo import fields
from odoo.tools import SQL

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel

BEFORE, MONTH, AFTER = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 9)
OUTLETS, PRODUCTS = 20, 50


def build(env: "Environment", layers: int) -> "BaseModel":
    """Fill the stock, post the month before, and move some of the goods.

    :return: the draft run of the month
    """
    _choose_accounts(env)
    _fill_layers(env, layers)
    runs = env["aftersales.depreciation.run"]
    runs._catch_up(env.company, [BEFORE])
    for kind, month_end, remainder in (("issue", MONTH, 1), ("issue", AFTER, 2)):
        _take(env, kind, month_end, remainder)
    _pass_on(env, 3)
    # As the server's own vacuum will have done.
    env.cr.execute("ANALYZE aftersales_stock_layer, aftersales_stock_layer_use")
    env.cr.commit()
    env.invalidate_all()
    return runs._prepare_run(env.company, MONTH)


def _choose_accounts(env: "Environment") -> None:
    names = {
        "expense_account_id": ("AGED1", "Aged Stock of Outlets", "expense"),
        "allowance_account_id": ("AGED2", "Allowance for Aged Stock", "asset_current"),
        "release_account_id": ("AGED3", "Cost of Goods Sold", "expense_direct_cost"),
    }
    vals = {
        field: env["account.account"]
        .create({"code": code, "name": name, "account_type": kind})
        .id
        for field, (code, name, kind) in names.items()
    }
    journal = env["account.journal"].create(
        {"name": "Aged Stock", "code": "AGED", "type": "general"}
    )
    env.ref("aftersales_warehouse.storage_policy_default").write(
        {**vals, "journal_id": journal.id}
    )


def _fill_layers(env: "Environment", layers: int) -> None:
    houses = env["stock.warehouse"].create(
        [{"name": f"Aged {n}", "code": f"AG{n:02}"} for n in range(OUTLETS)]
    )
    outlets = env["aftersales.outlet"].create(
        [
            {"name": f"Aged {n}", "warehouse_id": house.id}
            for n, house in enumerate(houses)
        ]
    )
    products = env["product.product"].create(
        [{"name": f"Aged {n}", "is_storable": True} for n in range(PRODUCTS)]
    )
    seed = (
        env["aftersales.stock.layer"]
        .sudo()
        .create(
            {
                "company_id": env.company.id,
                "product_id": products[0].id,
                "warehouse_id": houses[0].id,
                "received_on": fields.Date.to_date("2025-01-01"),
                "first_received_on": fields.Date.to_date("2025-01-01"),
                "quantity": 10.0,
                "remaining_quantity": 10.0,
                "unit_cost": 99.99,
            }
        )
    )
    # All of them are due in the month: the youngest came in January.
    received = "DATE '2025-01-01' + mod(n.number * 7, 390)"
    fill(
        seed,
        layers - 1,
        product_id=_turning(products.ids),
        warehouse_id=_turning(houses.ids),
        outlet_id=_turning(outlets.ids),
        received_on=received,
        first_received_on=received,
        unit_cost="20 + mod(n.number * 13, 70000) / 7.0",
    )


def _take(env: "Environment", kind: str, day: date, remainder: int) -> None:
    """Two of ten leave every twentieth layer, with their share of the allowance."""
    env.cr.execute(
        SQL(
            """
            WITH taken AS (
                UPDATE aftersales_stock_layer l
                   SET remaining_quantity = 8,
                       allowance = l.allowance - ROUND(l.allowance * 2 / 10, 2)
                  FROM aftersales_stock_layer old
                 WHERE old.id = l.id AND mod(l.id, 20) = %(remainder)s
                   AND l.remaining_quantity = 10 AND l.company_id = %(company)s
             RETURNING l.id, l.outlet_id, l.product_id,
                       ROUND(old.allowance * 2 / 10, 2) AS share)
            INSERT INTO aftersales_stock_layer_use
                   (layer_id, company_id, product_id, outlet_id, date, kind, quantity,
                    allowance)
            SELECT id, %(company)s, product_id, outlet_id, %(day)s, %(kind)s, 2, share
              FROM taken ORDER BY id
            """,
            remainder=remainder,
            company=env.company.id,
            day=day,
            kind=kind,
        )
    )


def _pass_on(env: "Environment", remainder: int) -> None:
    """Half of every twentieth layer goes to another one, after the month's end."""
    env.cr.execute(
        SQL(
            """
            WITH given AS (
                UPDATE aftersales_stock_layer l
                   SET remaining_quantity = 5,
                       allowance = l.allowance - ROUND(l.allowance * 5 / 10, 2)
                  FROM aftersales_stock_layer old
                 WHERE old.id = l.id AND mod(l.id, 20) = %(remainder)s
                   AND l.remaining_quantity = 10 AND l.company_id = %(company)s
             RETURNING l.*, ROUND(old.allowance * 5 / 10, 2) AS share),
            target AS (
                INSERT INTO aftersales_stock_layer
                       (company_id, product_id, categ_id, warehouse_id, outlet_id,
                        quality, received_on, first_received_on, quantity,
                        remaining_quantity, unit_cost, allowance, is_depreciable,
                        source_layer_id)
                SELECT company_id, product_id, categ_id, warehouse_id, outlet_id,
                       quality, %(day)s, first_received_on, 5, 5, unit_cost, share,
                       TRUE, id
                  FROM given ORDER BY id
             RETURNING id, source_layer_id, allowance)
            INSERT INTO aftersales_stock_layer_use
                   (layer_id, company_id, product_id, outlet_id, date, kind, quantity,
                    allowance, target_layer_id)
            SELECT g.id, g.company_id, g.product_id, g.outlet_id, %(day)s, 'transfer',
                   5, t.allowance, t.id
              FROM given g JOIN target t ON t.source_layer_id = g.id ORDER BY g.id
            """,
            remainder=remainder,
            company=env.company.id,
            day=AFTER,
        )
    )


def _turning(ids: list[int]) -> str:
    """Return SQL that goes round the ids."""
    return f"(ARRAY{ids})[1 + mod(n.number, {len(ids)})]"
