"""The list and the board of a company with a hundred thousand open and closed orders.

Both are asked for what the web client asks for: the fields of the view's own arch, one
page, the columns of the board with their first cards.
"""

from typing import TYPE_CHECKING, Any

import big_tables
from bulk import read_specification
from harness import Scenario, Side, at_most, at_most_seconds

if TYPE_CHECKING:
    from world import World

    from . import Size

PAGE = 80
COUNT_LIMIT = 10_001
LEAD = "core crm.lead"


def build(world: "World", size: "Size") -> list[Scenario]:
    """Fill the tables, then return the list's and the board's scenario."""
    big_tables.ensure(world, size.rows)
    outlet_user = _outlet_user(world)
    env = world.env
    orders = env["aftersales.order"]
    as_manager = orders.with_user(outlet_user).with_context(env.context)
    tickets, leads = env["helpdesk.ticket"], env["crm.lead"]
    ours, scoped = "ours aftersales.order", "ours, one outlet's manager"
    desk, fsm = "helpdesk_mgmt ticket", "fieldservice fsm.order"
    return [
        Scenario(
            "list_open",
            f"first {PAGE} of {size.rows} records with the fields of the list view",
            [
                _list(ours, orders),
                _list(scoped, as_manager),
                _list(desk, tickets),
                _list(fsm, env["fsm.order"]),
                _list(LEAD, leads),
            ],
            [at_most(1, LEAD), at_most_seconds(1)],
        ),
        Scenario(
            "board_open",
            f"board of {size.rows} records by state with the first cards of a column",
            [
                _board(ours, orders, "state"),
                _board(scoped, as_manager, "state"),
                _board(desk, tickets, "stage_id"),
                _board(fsm, env["fsm.order"], "stage_id"),
                _board(LEAD, leads, "stage_id"),
            ],
            [at_most(1, LEAD), at_most_seconds(1)],
        ),
    ]


def _list(label: str, model) -> Side:
    specification = read_specification(model, "list")

    def read(_subject: Any) -> None:
        found = model.web_search_read(
            [], specification, limit=PAGE, count_limit=COUNT_LIMIT
        )
        if len(found["records"]) != PAGE:
            raise SystemExit(f"{label}: {len(found['records'])} records on a page")

    return Side(label, 1, read)


def _board(label: str, model, groupby: str) -> Side:
    specification = read_specification(model, "kanban")

    def read(_subject: Any) -> None:
        model.web_read_group(
            [],
            [groupby],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification=specification,
            unfold_read_default_limit=PAGE // 2,
        )

    return Side(label, 1, read)


def _outlet_user(world: "World"):
    """Make a user who sees the orders of one outlet, as record rules let him."""
    env = world.env
    user = env["res.users"].create(
        {
            "name": "Outlet Manager",
            "login": f"outlet-{world.tag}",
            "group_ids": [
                (6, 0, env.ref("aftersales_service.group_outlet_manager").ids)
            ],
        }
    )
    env["aftersales.outlet"].search([], limit=1).manager_id = user
    env.cr.commit()
    return user
