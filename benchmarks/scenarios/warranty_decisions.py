"""Warranty decisions of ``tools/warranty.py`` alone: no database, no records.

Ours decides by a law, the same law with a province's rule on top, and the company's
promise, over a unit with repairs behind it. The yardstick is what a table of warranty
ends would do: look the product's months up and compare dates. It knows no remedies, no
counts and no reasons.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most_seconds

from odoo.addons.aftersales_service.tools import warranty
from odoo.addons.aftersales_service.tools.warranty_facts import Facts, Repair
from odoo.addons.aftersales_service.tools.warranty_policy import (
    Clock,
    Entitlement,
    Policy,
    Term,
    overlay,
)

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT = 10_000
SECONDS = 1
BOUGHT = date(2025, 3, 1)
COMPRESSOR = "compressor"
LAW = Policy(
    "law",
    "law",
    (
        Term(1, "unit", (Clock("invoice_date", 12),)),
        Term(2, "part", (Clock("invoice_date", 36),), scope="part", part=COMPRESSOR),
        Term(
            3,
            "return",
            (Clock("delivery_date", None, 7),),
            remedies=frozenset({"repair", "exchange", "refund"}),
            is_right=True,
            severity="performance",
        ),
    ),
    (
        Entitlement(4, "failed_repairs", 2, alert_at=1),
        Entitlement(5, "unrepaired_days", 90, alert_at=60),
    ),
    exclusions=frozenset({"misuse", "no_proof"}),
    fee_status="rate",
    fee_rate=Decimal("0.001"),
    burden_months=6,
)
PROVINCE = Policy(
    "province",
    "overlay",
    entitlements=(Entitlement(6, "total_repair_days", 35),),
    fee_status="forbidden",
)
PROMISE = Policy(
    "promise",
    "promise",
    (
        Term(7, "unit", (Clock("invoice_date", 24),)),
        Term(8, "travel", (Clock("invoice_date", 12),), scope="travel"),
    ),
    exclusions=frozenset({"misuse"}),
    fee_status="not_set",
    repaired_part_days=90,
)
LAYERS = (LAW, overlay(LAW, PROVINCE), PROMISE)
MONTHS = {number: 12 + number % 3 * 12 for number in range(COUNT)}


def build(_world: "World", _size: "Size") -> list[Scenario]:
    """Return ours with three layers and with one, and a look-up."""
    facts = [_facts(number) for number in range(COUNT)]

    def decide(policies: tuple[Policy, ...]):
        def action(_subject) -> None:
            for case in facts:
                warranty.decide(policies, case)

        return action

    def look_up(_subject) -> None:
        for number, case in enumerate(facts):
            end = BOUGHT + timedelta(days=30 * MONTHS[number])
            _is_covered = case.today <= end

    return [
        Scenario(
            "warranty_decisions",
            f"{COUNT} decisions on one core, each of a unit with up to two repairs",
            [
                Side("ours, three layers", COUNT, decide(LAYERS)),
                Side("ours, the law alone", COUNT, decide(LAYERS[:1])),
                Side("months in a dict, no reasons", COUNT, look_up),
            ],
            [at_most_seconds(SECONDS)],
        )
    ]


def _facts(number: int) -> Facts:
    """Return a call within two years of the repairs; one in three is about a part."""
    repaired = BOUGHT + timedelta(days=10 * (1 + number % 20))
    return Facts(
        today=repaired + timedelta(days=40 + number % 700),
        moments={"invoice_date": BOUGHT, "delivery_date": BOUGHT + timedelta(days=2)},
        part=COMPRESSOR if number % 3 == 0 else None,
        repairs=tuple(
            Repair(day, day + timedelta(days=number % 15), is_fixed=number % 2 == 0)
            for day in (repaired, repaired + timedelta(days=20))[: number % 3]
        ),
        price=Decimal(3000),
    )
