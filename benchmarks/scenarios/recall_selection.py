"""Which of half a million units a recall is about: found, and written down.

Every unit has a number of the host's, so both tables have as many rows. Ours looks
through units, numbers and what was delivered, and approval writes a row a unit with the
outlet that sees to it. The yardstick is the host's own search for as many numbers of
the product, which only reads them.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bulk import fill
from harness import Scenario, Side, at_most_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from world import World

    from odoo.models import BaseModel

    from . import Size

UNITS, PRODUCTS = 500_000, 10
OF_PRODUCT = UNITS // PRODUCTS
DAYS = 1_000
HITS = 5_000
HIT_DAYS = HITS * DAYS // OF_PRODUCT
FIXED, COUNTED = "ours, approved and written", "ours, counted"
LOT = "core stock.lot search"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Fill the tables, then return one scenario for numbers and one for days."""
    product = _fill(world)
    prefix, first = _prefix(world, product), OF_PRODUCT // 2
    numbers = [f"{prefix}-{number:06}" for number in (first, first + HITS - 1)]
    days = [date.today() - timedelta(days=ago) for ago in (HIT_DAYS + 99, 100)]
    of_product = [("product_id", "=", product.id)]
    return [
        _scenario(
            world,
            "recall_by_serial",
            "of one product with a serial in a range",
            {"serial_from": numbers[0], "serial_to": numbers[1]},
            [*of_product, ("name", ">=", numbers[0]), ("name", "<=", numbers[1])],
            product,
        ),
        _scenario(
            world,
            "recall_by_date",
            "of one product delivered between two days",
            {"delivery_from": days[0], "delivery_to": days[1]},
            [
                *of_product,
                ("create_date", ">=", days[0]),
                ("create_date", "<", days[1] + timedelta(days=1)),
            ],
            product,
        ),
    ]


def _scenario(
    world: "World",
    name: str,
    title: str,
    criterion: dict,
    domain: "Sequence",
    product: "BaseModel",
) -> Scenario:
    env = world.env
    recalls, lots = env["aftersales.recall"], env["stock.lot"]

    def assessed() -> int:
        vals = {**criterion, "product_ids": [(6, 0, product.ids)]}
        recall = recalls.create(
            {
                "title": f"Recall {world.tag}",
                "hazard": "It may overheat.",
                "defect": "A capacitor fails.",
                "remedy": "The board is exchanged.",
                "criterion_ids": [(0, 0, vals)],
            }
        )
        recall.action_assess()
        return recall.id

    def check(label: str, found: int) -> None:
        if found != HITS:
            raise SystemExit(f"{name}, {label}: {found} units, not {HITS}")

    def fix(recall_id: int) -> None:
        recall = recalls.browse(recall_id)
        recall.action_approve()
        check(FIXED, recall.line_count)

    def count(recall_id: int) -> None:
        check(COUNTED, sum(recalls.browse(recall_id)._count_hits().values()))

    def search(_subject) -> None:
        found = lots.search_fetch(domain, ["name", "product_id", "company_id"])
        check(LOT, len(found))

    return Scenario(
        name,
        f"{HITS} of {UNITS} units: {title}",
        [
            Side(COUNTED, HITS, count, assessed),
            Side(FIXED, HITS, fix, assessed),
            Side(LOT, HITS, search),
        ],
        [at_most_seconds(1), at_most_seconds(2, ours=FIXED)],
    )


def _prefix(world: "World", product: "BaseModel") -> str:
    return f"SN{world.tag}-{product.id}"


def _fill(world: "World") -> "BaseModel":
    """Make the units of all products, and return the last product."""
    env = world.env
    products = env["product.product"].create(
        [
            {"name": f"Washer {number}", "is_storable": True, "tracking": "serial"}
            for number in range(PRODUCTS)
        ]
    )
    sold = f"CURRENT_DATE - mod(n.number, {DAYS})"
    owners = world.customers.ids
    for product in products:
        prefix = _prefix(world, product)
        number = f"'{prefix}-' || lpad(n.number::text, 6, '0')"
        lot = env["stock.lot"].create({"name": prefix, "product_id": product.id})
        unit = env["aftersales.equipment"].create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "partner_id": world.customers[0].id,
                "delivery_date": date.today(),
            }
        )
        first = fill(lot, OF_PRODUCT, name=number, create_date=sold)[0]
        fill(
            unit,
            OF_PRODUCT,
            name="t.name || '-' || n.number",
            serial=number,
            lot_id=f"{first} + n.number - 1",
            delivery_date=sold,
            partner_id=f"(ARRAY{owners})[1 + mod(n.number, {len(owners)})]",
        )
    return products[-1]
