"""Tables of the size of a company that has worked with the suite for years."""

from typing import TYPE_CHECKING

from bulk import fill

if TYPE_CHECKING:
    from world import World

SEED = 500
STATES = ("draft", "accepted", "dispatched", "on_site", "assessed", "in_progress")
STATES += ("repaired", "signed", "settled", "closed", "archived", "cancelled")


def ensure(world: "World", rows: int) -> None:
    """Fill the tables of ours and of the peers with ``rows`` records each, once."""
    if world.env["aftersales.order"].search_count([], limit=rows) < rows:
        _fill(world, rows)


def _fill(world: "World", rows: int) -> None:
    env = world.env
    stages = env["crm.stage"].search([]).ids
    fsm_stages = env["fsm.stage"].search([("stage_type", "=", "order")]).ids
    ticket_stages = env["helpdesk.ticket.stage"].search([]).ids
    name = "t.name || '-' || n.number"
    fill(
        env["aftersales.order"].create(world.orders(SEED)),
        rows,
        name=name,
        state=_turning(STATES),
        received_at=_earlier("received_at"),
    )
    fill(
        env["helpdesk.ticket"].create(world.tickets(SEED)),
        rows,
        number="t.number || '-' || n.number",
        stage_id=_turning(ticket_stages),
        create_date=_earlier("create_date"),
    )
    fill(
        env["fsm.order"].create(world.fsm_orders(SEED)),
        rows,
        name=name,
        stage_id=_turning(fsm_stages),
        request_early=_earlier("request_early"),
    )
    fill(
        env["crm.lead"].create(
            [{**lead, "type": "opportunity"} for lead in world.leads(SEED)]
        ),
        rows,
        name=name,
        stage_id=_turning(stages),
        create_date=_earlier("create_date"),
    )


def _earlier(column: str) -> str:
    """Return SQL that spreads the copies over the months before."""
    return f"t.{column} - n.number * interval '7 hours'"


def _turning(values) -> str:
    """Return SQL that goes round the values."""
    array = ", ".join(f"'{v}'" if isinstance(v, str) else str(v) for v in values)
    return f"(ARRAY[{array}])[1 + mod(n.number, {len(values)})]"
