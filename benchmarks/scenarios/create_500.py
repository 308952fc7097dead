"""Five hundred records in one ``create``, as a mail-in or a neighbour system does."""

from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most, at_most_queries

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT = 500
FSM = "fieldservice fsm.order"


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

    return [
        Scenario(
            "create_500",
            f"{COUNT} records in one call, with customer, unit or location, priority "
            "and description; the ticket's team has one SLA policy with a calendar",
            [
                side("ours aftersales.order", "aftersales.order", world.orders),
                side("helpdesk_mgmt ticket + SLA", "helpdesk.ticket", world.tickets),
                side(FSM, "fsm.order", world.fsm_orders),
                side("core repair.order", "repair.order", world.repairs),
                side("core crm.lead", "crm.lead", world.leads),
            ],
            [at_most(1, FSM), at_most_queries(2)],
        )
    ]
