"""A morning's dispatch: five hundred accepted orders sent to their technicians.

Ours makes a dispatch slip for each order, names its technician and sends it; the peer
has no slip, its order is given a worker and a time.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most

from .transition_batch import fsm_stage

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT = 500
FSM = "fieldservice fsm.order person"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return ours against field service's planning of a worker."""
    env = world.env
    stage = fsm_stage(env)
    person = env["fsm.person"].create({"name": f"Worker {world.tag}"})
    env.cr.commit()
    planned = {
        "person_id": person.id,
        "scheduled_date_start": datetime.now().replace(microsecond=0)
        + timedelta(days=1),
        "scheduled_duration": 2,
        "stage_id": stage.id,
    }

    def accepted() -> list[int]:
        orders = env["aftersales.order"].create(world.orders(COUNT))
        for number, technician in enumerate(world.technicians):
            orders[number :: len(world.technicians)].technician_id = technician
        orders.action_accept()
        return orders.ids

    def plan(ids: list[int]) -> None:
        # The peer refuses to plan more than one order in one write.
        for order in env["fsm.order"].browse(ids):
            order.write(planned)

    return [
        Scenario(
            "dispatch_batch",
            f"{COUNT} orders sent to technicians in one call; ours makes a slip for "
            "each, the peer has none and writes worker, time and stage one by one",
            [
                Side(
                    "ours action_dispatch",
                    COUNT,
                    setup=accepted,
                    action=lambda ids: (
                        env["aftersales.order"].browse(ids).action_dispatch()
                    ),
                ),
                Side(
                    FSM,
                    COUNT,
                    setup=lambda: env["fsm.order"].create(world.fsm_orders(COUNT)).ids,
                    action=plan,
                ),
            ],
            [at_most(2, FSM)],
        )
    ]
