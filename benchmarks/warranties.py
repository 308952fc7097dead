"""Units sold under a law, a province's rule on top of it, and the maker's promise."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from odoo import fields

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

SOLD = timedelta(days=200)
# Each unit was repaired so many days ago, for so many days.
REPAIRED = ((120, 6), (60, 12))


def units(world: "World", count: int) -> "BaseModel":
    """Make and keep so many units, each with two repairs behind it."""
    env = world.env
    province = env["res.country.state"].search([("country_id.code", "=", "CN")])[:1]
    product = env["product.product"].create({"name": f"Television {world.tag}"})
    _policies(world, product, province)
    customers = world.customers.copy({"state_id": province.id})
    made = env["aftersales.equipment"].create(
        [
            {
                "partner_id": customers[number % len(customers)].id,
                "product_id": product.id,
                "serial": f"{product.id}-{number}",
                "invoice_date": date.today() - SOLD,
                "delivery_date": date.today() - SOLD,
                "price": 3000,
            }
            for number in range(count)
        ]
    )
    _repair(world, made)
    layers = {len(found) for found in made._get_layers().values()}
    if layers != {3}:
        raise SystemExit(f"warranties: {layers} layers, not three")
    env.cr.commit()
    return made


def calls(world: "World", found: "BaseModel") -> list[dict[str, Any]]:
    """Return values of one service order for each unit."""
    return [
        {**vals, "partner_id": unit.partner_id.id, "equipment_id": unit.id}
        for vals, unit in zip(world.orders(len(found)), found, strict=True)
    ]


def _policies(world: "World", product: "BaseModel", province: "BaseModel") -> None:
    """Put three policies in force for the product."""
    year, two_years = (
        fields.Command.create(
            {
                "name": "Warranty",
                "clock_ids": [
                    fields.Command.create({"event": "invoice_date", "months": months})
                ],
            }
        )
        for months in (12, 24)
    )

    def entitlement(metric: str, threshold: int):
        vals = {"metric": metric, "threshold": threshold, "alert_at": threshold - 1}
        return fields.Command.create(vals)

    law = {
        "kind": "law",
        "term_ids": [year],
        "entitlement_ids": [
            entitlement("failed_repairs", 3),
            entitlement("unrepaired_days", 90),
        ],
        "fee_status": "rate",
        "fee_rate": 0.001,
        "burden_months": 6,
    }
    overlay = {
        "kind": "overlay",
        "jurisdiction_ids": [fields.Command.set(province.ids)],
        "entitlement_ids": [entitlement("total_repair_days", 35)],
        "fee_status": "forbidden",
    }
    promise = {
        "kind": "promise",
        "term_ids": [two_years],
        "fee_status": "not_set",
        "repaired_part_days": 90,
    }
    policies = world.env["aftersales.warranty.policy"].create(
        [
            {
                **vals,
                "name": f"{vals['kind']} {world.tag}",
                "valid_from": date.today() - 2 * SOLD,
                "product_ids": [fields.Command.set(product.product_tmpl_id.ids)],
            }
            for vals in (law, overlay, promise)
        ]
    )
    policies.action_put_in_force()


def _repair(world: "World", found: "BaseModel") -> None:
    """Give every unit its repairs, done and closed."""
    now = fields.Datetime.now()
    for ago, days in REPAIRED:
        received = now - timedelta(days=ago)
        orders = world.env["aftersales.order"].create(
            [{**vals, "received_at": received} for vals in calls(world, found)]
        )
        orders.flush_recordset()
        # The steps on the way are no part of what is measured.
        world.env.cr.execute(
            "UPDATE aftersales_order SET state = 'closed', repaired_at = %s, "
            "signed_at = %s WHERE id IN %s",
            [received + timedelta(days=days)] * 2 + [tuple(orders.ids)],
        )
    world.env.invalidate_all()
    # What the steps would have lengthened.
    world.env.add_to_compute(found._fields["warranty_end_date"], found)
    found.flush_recordset()
