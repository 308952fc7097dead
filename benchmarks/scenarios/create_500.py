"""Five hundred records in one ``create``, as a mail-in or a neighbour system does.

Ours is created without promises and with those of one policy: four to each order.
"""

from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most, at_most_queries
from promises import promising

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT = 500
FSM = "fieldservice fsm.order"
TICKET = "helpdesk_mgmt ticket + SLA"
PROMISED = "ours, with promises"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return ours against four peers."""
    env = world.env

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

    return [
        Scenario(
            "create_500",
            f"{COUNT} records in one call, with customer, unit or location, priority "
            "and description; the ticket's team has one SLA policy with a calendar",
            [
                side("ours aftersales.order", "aftersales.order", world.orders),
                Side(PROMISED, COUNT, create_promised, lambda: world.orders(COUNT)),
                side(TICKET, "helpdesk.ticket", world.tickets),
                side(FSM, "fsm.order", world.fsm_orders),
                side("core repair.order", "repair.order", world.repairs),
                side("core crm.lead", "crm.lead", world.leads),
            ],
            [
                at_most(1, FSM),
                at_most_queries(2),
                at_most(1, TICKET, ours=PROMISED),
            ],
        )
    ]
