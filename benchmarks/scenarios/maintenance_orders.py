"""Ten thousand maintenance orders from plans: a thousand plans, ten visits each.

Ours writes the visits down and makes their orders, as the nightly job does. The peer's
job makes its requests plan by plan and visit by visit; it gets fewer plans, so that a
round ends. Both look the same ten weeks ahead.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most, at_most_queries

from odoo import fields

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

PLANS, PEER_PLANS, VISITS, BATCH = 1_000, 50, 10, 200
OURS, FEW = "ours", "ours, a tenth of the plans"
PEER = "maintenance_plan requests"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Make the plans and return what is measured."""
    env = world.env
    plans = _our_plans(world)
    peers = _peer_plans(world)
    env.cr.commit()

    def ours(label: str, count: int) -> Side:
        expected = count * VISITS
        return Side(
            label, expected, lambda _subject: _generate(plans[:count], expected, label)
        )

    return [
        Scenario(
            "maintenance_orders",
            f"{PLANS * VISITS} orders of {PLANS} plans, {BATCH} at a time; the peer "
            f"makes {PEER_PLANS * VISITS} requests of {PEER_PLANS} plans",
            [
                ours(OURS, PLANS),
                ours(FEW, PLANS // 10),
                Side(
                    PEER,
                    PEER_PLANS * VISITS,
                    lambda _subject: _generate_requests(peers),
                ),
            ],
            [at_most(1, PEER), at_most(1.5, FEW), at_most_queries(1)],
            warm_up=False,
        )
    ]


# -- work ------------------------------------------------------------------------------


def _generate(plans: "BaseModel", expected: int, label: str) -> None:
    """Work as the job does; where that commits, this flushes."""
    env = plans.env
    for start in range(0, len(plans), BATCH):
        plans[start : start + BATCH].action_activate()
        env.cr.flush()
    visits, made = env["aftersales.maintenance.occurrence"], 0
    while done := visits._order_batch(BATCH):
        env.cr.flush()
        env.invalidate_all()
        made += done
    if made != expected:
        raise SystemExit(f"{label}: {made} orders, not {expected}")


def _generate_requests(plans: "BaseModel") -> None:
    env = plans.env
    # The peer's job takes all plans there are: here there are no others.
    env["maintenance.equipment"]._cron_generate_requests()
    env.cr.flush()
    made = env["maintenance.request"].search_count(
        [("maintenance_plan_id", "in", plans.ids)]
    )
    if made != len(plans) * VISITS:
        raise SystemExit(f"{PEER}: {made} requests, not {len(plans) * VISITS}")


# -- plans -----------------------------------------------------------------------------


def _our_plans(world: "World") -> "BaseModel":
    env = world.env
    units = env["aftersales.equipment"].create(
        [
            {
                "partner_id": world.customers[number % len(world.customers)].id,
                "product_id": world.product.id,
                "serial": f"M{world.tag}-{number}",
            }
            for number in range(PLANS)
        ]
    )
    today = fields.Date.context_today(units)
    return env["aftersales.maintenance.plan"].create(
        [
            {
                "name": f"Weekly {world.tag}-{number}",
                "partner_id": unit.partner_id.id,
                "equipment_ids": [fields.Command.set(unit.ids)],
                "interval": 1,
                "interval_unit": "week",
                "date_start": today,
                "date_end": today + timedelta(weeks=VISITS - 1),
                "day_off_rule": "stay",
                "horizon_days": 7 * VISITS,
                "preview_days": 7 * VISITS,
            }
            for number, unit in enumerate(units)
        ]
    )


def _peer_plans(world: "World") -> "BaseModel":
    env = world.env(su=True)
    machines = env["maintenance.equipment"].create(
        [{"name": f"Machine {world.tag}-{number}"} for number in range(PEER_PLANS)]
    )
    return env["maintenance.plan"].create(
        [
            {
                "name": f"Weekly {world.tag}-{machine.id}",
                "equipment_id": machine.id,
                "interval": 1,
                "interval_step": "week",
                "start_maintenance_date": fields.Date.context_today(machine),
                "maintenance_plan_horizon": VISITS - 1,
                "planning_step": "week",
            }
            for machine in machines
        ]
    )
