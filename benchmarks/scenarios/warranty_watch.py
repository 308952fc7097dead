"""The daily look at every open repair in warranty: is one about to be an exchange?

Every order is decided anew, with the repairs behind it. Nothing has come near its
limit, so nothing may be written. No peer does this; the yardstick is the host reading
as many of the same orders, with the fields of the list.
"""

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

import warranties
from bulk import fill, read_specification
from harness import Scenario, Side, at_most_queries, at_most_seconds

from odoo.tools import SQL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from world import World

    from . import Size

COUNT = 5_000
SECONDS = 10
LIST = "core reading of the list"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Make the orders, see that nothing is due, and return the scenario."""
    env = world.env
    orders = _open_repairs(world)
    alerts = env["aftersales.warranty.alert"].sudo()
    specification = read_specification(orders, "list")

    def watch(_subject) -> None:
        with _uncommitted(env):
            alerts._cron_watch()

    def read(_subject) -> None:
        found = orders.web_search_read(
            [("id", "in", orders.ids)], specification, limit=COUNT
        )
        if len(found["records"]) != COUNT:
            raise SystemExit(f"{LIST}: {len(found['records'])} orders")

    _check_untouched(orders, watch)
    return [
        Scenario(
            "warranty_watch",
            f"{COUNT} open repairs looked at, each with two repairs behind it; none is "
            "near a limit",
            [
                Side("ours watch", COUNT, watch),
                Side(LIST, COUNT, read),
            ],
            [at_most_seconds(SECONDS), at_most_queries(0.1)],
            warm_up=False,
        )
    ]


@contextmanager
def _uncommitted(env) -> "Iterator[None]":
    """Let the job flush where it commits, so that the round can be rolled back."""

    def flush(cron, *_arguments, **_options) -> float:
        cron.env.cr.flush()
        return 1.0

    with patch.object(type(env["ir.cron"]), "_commit_progress", flush):
        yield


def _check_untouched(orders, watch) -> None:
    """See that the watch writes nothing for the orders; undo it."""
    env = orders.env
    watch(None)
    for model, column in (
        ("aftersales.order", "id"),
        ("aftersales.warranty.decision", "order_id"),
        ("aftersales.warranty.alert", "order_id"),
    ):
        env.cr.execute(
            SQL(
                "SELECT count(*) FROM %s WHERE write_date >= %s AND %s = ANY(%s)",
                SQL.identifier(env[model]._table),
                env.cr.now(),
                SQL.identifier(column),
                orders.ids,
            )
        )
        (written,) = env.cr.fetchone()
        if written:
            raise SystemExit(f"warranty_watch: wrote {written} {model}")
    env.cr.rollback()
    env.transaction.reset()


def _open_repairs(world: "World"):
    """Copy one unit with its repairs and an open order until there are enough."""
    env = world.env
    unit = warranties.units(world, 1)
    order = env["aftersales.order"].create(warranties.calls(world, unit))
    order.action_accept()
    # As the watch of the first night does: the order itself counts from now on.
    order._decide_warranty()
    env.flush_all()
    name = "t.name || '-' || n.number"
    first = fill(unit, COUNT, name=name, serial="t.serial || '-' || n.number")[0]
    of_unit = f"{first} + n.number - 1"
    env.cr.execute(
        "INSERT INTO aftersales_equipment_aftersales_warranty_policy_rel "
        "SELECT unit.id, rel.aftersales_warranty_policy_id "
        "FROM aftersales_equipment_aftersales_warranty_policy_rel rel, "
        "generate_series(%s, %s) unit(id) WHERE rel.aftersales_equipment_id = %s",
        [first, first + COUNT - 1, unit.id],
    )
    for repair in unit.order_ids - order:
        fill(
            repair, COUNT, name=name, equipment_id=of_unit, decision_id="NULL::integer"
        )
    ids = fill(order, COUNT, name=name, equipment_id=of_unit)
    fill(
        order.sudo().decision_id,
        COUNT,
        order_id=f"{ids[0]} + n.number - 1",
        equipment_id=of_unit,
    )
    env.cr.execute(
        "UPDATE aftersales_order SET decision_id = d.id "
        "FROM aftersales_warranty_decision d "
        "WHERE d.order_id = aftersales_order.id AND d.is_current AND d.order_id IN %s",
        [tuple(ids)],
    )
    env.cr.commit()
    env.invalidate_all()
    return env["aftersales.order"].browse(ids)
