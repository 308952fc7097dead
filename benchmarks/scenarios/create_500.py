"""Five hundred records in one ``create``, as a mail-in or a neighbour system does.

Ours is created without promises and with those of one policy: four to each order; and
for units under three layers of warranty with two repairs behind each, where a decision
with its reasons is stored for each order.
"""

from typing import TYPE_CHECKING

import warranties
from harness import Scenario, Side, at_most, at_most_more_queries, at_most_queries
from promises import promising

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT, FEW = 500, 50
# Queries that may differ with other records, not with their number, and statements of
# a hundred rows each that the host writes: eight rows an order with three layers.
HANDFUL = 10 + 8 * (COUNT - FEW) // 100
FSM = "fieldservice fsm.order"
TICKET = "helpdesk_mgmt ticket + SLA"
PROMISED = "ours, with promises"
DECIDED = "ours, with warranty decisions"
FEW_DECIDED = f"{DECIDED}, {FEW} orders"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return ours against four peers."""
    env = world.env
    units = warranties.units(world, COUNT)

    def side(label: str, model: str, values) -> Side:
        return Side(
            label,
            COUNT,
            setup=lambda: values(COUNT),
            action=lambda vals_list: env[model].create(vals_list),
        )

    def create_promised(vals_list) -> None:
        with promising(env):
            env["aftersales.order"].create(vals_list)

    def create_decided(label: str, count: int) -> Side:
        def action(vals_list) -> None:
            orders = env["aftersales.order"].create(vals_list)
            layers = min(len(order.decision_id.line_ids) for order in orders)
            if layers < warranties.LAYERS:
                raise SystemExit(f"{label}: decisions with {layers} layers")

        return Side(
            label, count, action, lambda: warranties.calls(world, units[:count])
        )

    return [
        Scenario(
            "create_500",
            f"{COUNT} records in one call, with customer, unit or location, priority "
            "and description; the ticket's team has one SLA policy with a calendar",
            [
                side("ours aftersales.order", "aftersales.order", world.orders),
                Side(PROMISED, COUNT, create_promised, lambda: world.orders(COUNT)),
                create_decided(DECIDED, COUNT),
                create_decided(FEW_DECIDED, FEW),
                side(TICKET, "helpdesk.ticket", world.tickets),
                side(FSM, "fsm.order", world.fsm_orders),
                side("core repair.order", "repair.order", world.repairs),
                side("core crm.lead", "crm.lead", world.leads),
            ],
            [
                at_most(1, FSM),
                at_most_queries(2),
                at_most(1, TICKET, ours=PROMISED),
                at_most(1, TICKET, ours=DECIDED),
                at_most_more_queries(HANDFUL, FEW_DECIDED, ours=DECIDED),
            ],
        )
    ]
