"""Who goes: thirty technicians ranked for five hundred orders, and all orders planned.

Ranked by skills, outlet, free time, load, way and who knows the unit. Planning is the
dry run: the most urgent order chooses first and takes its time. No peer does either.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

import planning
from harness import Scenario, Side, at_most_more_queries, at_most_seconds

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT, FEW = 500, 50
# Queries that may differ with other records, not with their number.
HANDFUL = 10
SECONDS = 5
OURS, OURS_FEW = f"ours, {COUNT} orders", f"ours, {FEW} orders"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return ranking and planning, with many orders and with few."""
    env = world.env
    start = planning.monday() + timedelta(hours=1)

    def rank(ids: list[int]) -> None:
        orders = env["aftersales.order"].browse(ids)
        ranked = orders._rank_technicians(start, start + timedelta(hours=2))
        if {len(found) for found in ranked.values()} != {planning.TECHNICIANS}:
            raise SystemExit("ranking: not all technicians are ranked")

    def plan(ids: list[int]) -> None:
        orders = env["aftersales.order"].browse(ids)
        planned = orders._plan_visits(start, start + timedelta(days=7))
        if not any(found[0].can_go for found in planned.values()):
            raise SystemExit("plan_visits: nobody can go")

    def scenario(name: str, title: str, action) -> Scenario:
        sides = [
            Side(label, count, action, lambda n=count: _setup(world, n))
            for label, count in ((OURS, COUNT), (OURS_FEW, FEW))
        ]
        goals = [at_most_seconds(SECONDS), at_most_more_queries(HANDFUL, OURS_FEW)]
        return Scenario(name, title, sides, goals)

    people = f"{COUNT} orders, {planning.TECHNICIANS} technicians"
    return [
        scenario("ranking", f"{people}, ranked with their reasons", rank),
        scenario("plan_visits", f"{people}, planned into one week", plan),
    ]


def _setup(world: "World", count: int) -> list[int]:
    return planning.waiting_orders(world, count).ids
