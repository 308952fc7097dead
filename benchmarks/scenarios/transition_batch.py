"""The next step for five hundred records in one call, tracked in their chatter.

With promises, the step meets one of them and starts or stops the clocks of others.
"""

from typing import TYPE_CHECKING

from harness import Scenario, Side, at_most
from promises import promising

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT = 500
FSM = "fieldservice fsm.order stage"
TICKET = "helpdesk_mgmt ticket stage + SLA"
PROMISED = "ours, with promises"
LEAD = "core crm.lead stage"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return our acceptance against the peers' change of stage."""
    env = world.env

    def side(label: str, model: str, values, step) -> Side:
        return Side(
            label,
            COUNT,
            setup=lambda: env[model].create(values(COUNT)).ids,
            action=lambda ids: step(env[model].browse(ids)),
        )

    def move_to(stage):
        return lambda records: records.write({"stage_id": stage.id})

    def promised_orders() -> list[int]:
        with promising(env):
            return env["aftersales.order"].create(world.orders(COUNT)).ids

    def accept_promised(ids: list[int]) -> None:
        with promising(env):
            env["aftersales.order"].browse(ids).action_accept()

    lead_stage = env["crm.stage"].search([], order="sequence desc", limit=1)
    ticket_stage = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
    worked_on = fsm_stage(env)
    return [
        Scenario(
            "transition_batch",
            f"{COUNT} records taken to their next state in one call",
            [
                side(
                    "ours action_accept",
                    "aftersales.order",
                    world.orders,
                    lambda orders: orders.action_accept(),
                ),
                Side(PROMISED, COUNT, accept_promised, promised_orders),
                side(
                    TICKET,
                    "helpdesk.ticket",
                    world.tickets,
                    move_to(ticket_stage),
                ),
                side(FSM, "fsm.order", world.fsm_orders, move_to(worked_on)),
                side(LEAD, "crm.lead", world.leads, move_to(lead_stage)),
            ],
            [
                at_most(1, FSM),
                at_most(1, LEAD),
                at_most(1, TICKET, ours=PROMISED),
            ],
        )
    ]


def fsm_stage(env):
    """Return a stage between the first and the last, which is all the peer brings."""
    values = {"name": "Accepted", "stage_type": "order", "sequence": 20}
    stage = env["fsm.stage"].search([("name", "=", values["name"])], limit=1)
    stage = stage or env["fsm.stage"].create(values)
    env.cr.commit()
    return stage
