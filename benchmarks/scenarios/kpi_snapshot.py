"""A month's key figures of a thousand outlets, fixed; and the pages people open then.

Two years of orders, each with a visit and two promises, and as many leads. Ours
measures every key figure by company, department and outlet and writes the results. The
yardstick is the host's own count of a month's leads by salesperson, once for each of
them, which writes nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bulk import fill, read_specification
from harness import Scenario, Side, at_most, at_most_seconds

from odoo.fields import Domain

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

OUTLETS = 1_000
MONTHS = 24
PAGE = 80
COUNT_LIMIT = 10_001
# A million orders take no longer than a cup of tea.
SNAPSHOT_SECONDS = 120
LEAD = "core crm.lead"
OPINIONS = ("very_satisfied", "satisfied", "satisfied", "neutral", "dissatisfied")


def build(world: "World", size: "Size") -> Iterator[Scenario]:
    """Fill the tables, then yield the snapshot's scenario and those of the pages."""
    first, last = _last_month()
    fill_work(world, size.rows, last, OUTLETS)
    env = world.env
    results = env["aftersales.kpi.result"].sudo().with_company(env.company)
    definitions = env["aftersales.kpi"].sudo().search([("is_measured", "=", True)])
    _snapshot(results, definitions, first, last)
    fixed = results.search_count([("date_from", "=", first)])
    if fixed < OUTLETS:
        raise SystemExit(f"kpi_snapshot: only {fixed} results")
    yield Scenario(
        "kpi_snapshot",
        f"{len(definitions)} key figures of a month, {OUTLETS} outlets, {size.rows} "
        f"orders: {fixed} results",
        [
            Side(
                "ours, measured and fixed",
                fixed,
                lambda _subject: _snapshot(results, definitions, first, last),
            ),
            Side(
                f"{LEAD}, counted by salesperson",
                fixed,
                lambda _subject: _count_leads(env, len(definitions), first, last),
            ),
        ],
        [at_most_seconds(SNAPSHOT_SECONDS)],
        warm_up=False,
    )
    # What is looked at afterwards: half a year of results.
    _snapshot(results, definitions, first, last)
    _fill_results(results, first)
    yield from _pages(env, size.rows)


def _last_month() -> tuple[date, date]:
    last = date.today().replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _snapshot(results, definitions, first, last) -> None:
    for definition in definitions:
        results._fix(definition, "month", first, last)
        results.env.cr.flush()
        results.env.cr.clear()


def _count_leads(env, times: int, first, last) -> None:
    month = Domain("create_date", ">=", first) & Domain("create_date", "<=", last)
    for _time in range(times):
        env["crm.lead"]._read_group(month, ["user_id"], ["__count"])


# -- pages -----------------------------------------------------------------------------


def _pages(env, rows: int) -> Iterator[Scenario]:
    orders, leads = env["aftersales.order"], env["crm.lead"]
    yield Scenario(
        "kpi_list",
        f"first {PAGE} of {rows} orders, of their ledger and of the results",
        [
            _list("ours aftersales.order", orders),
            _list("ours, the ledger", env["aftersales.ledger"]),
            _list("ours, the results", env["aftersales.kpi.result"]),
            _list(LEAD, leads),
        ],
        [
            at_most(1, LEAD),
            at_most_seconds(1),
            at_most_seconds(1, ours="ours, the ledger"),
            at_most_seconds(1, ours="ours, the results"),
        ],
    )
    yield Scenario(
        "kpi_board",
        f"board of {rows} orders by state; the dashboard of key figures",
        [
            _board("ours aftersales.order", orders, "state"),
            _board("ours, the dashboard", env["aftersales.kpi"], "unit"),
            _board(LEAD, leads, "stage_id"),
        ],
        [
            at_most(1, LEAD),
            at_most_seconds(1),
            at_most_seconds(1, ours="ours, the dashboard"),
        ],
    )


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


# -- tables ----------------------------------------------------------------------------


def fill_work(world: "World", rows: int, last: date, number: int) -> list[int]:
    """Outlets, orders in the order they came in, a visit and two promises for each.

    :param number: how many outlets
    :return: their ids
    """
    env = world.env
    outlet = env["aftersales.outlet"].create({"name": f"Outlet {world.tag}"})
    outlet.sudo().action_approve()
    outlet.action_activate()
    outlets = fill(outlet, number, name="t.name || '-' || n.number", code="NULL")
    came_in = (
        f"(timestamp '{last} 12:00:00' - interval '{MONTHS} months') "
        f"+ n.number * interval '{MONTHS} months' / {rows}"
    )
    by_outlet = f"{outlets[0]} + mod(n.number * 7, {number})"
    order = env["aftersales.order"].create(world.orders(1))
    orders = fill(
        order,
        rows,
        name="t.name || '-' || n.number",
        state="(ARRAY['draft','accepted','on_site','repaired','closed','archived'])"
        "[1 + mod(n.number, 6)]",
        outlet_id=by_outlet,
        received_at=came_in,
        create_date=came_in,
        accepted_at=f"{came_in} + mod(n.number, 90) * interval '1 minute'",
        arrived_at=f"{came_in} + mod(n.number, 40) * interval '1 hour'",
        repaired_at=f"{came_in} + (2 + mod(n.number, 60)) * interval '1 hour'",
        closed_at=f"{came_in} + (9 + mod(n.number, 90)) * interval '1 hour'",
        reopened_at=f"CASE WHEN mod(n.number, 50) = 0 THEN {came_in} END",
    )
    of_order = f"{orders[0]} + n.number - 1"
    fill(
        env["aftersales.dispatch"].create({"order_id": order.id}),
        rows,
        name="t.name || '-' || n.number",
        state="'finished'",
        order_id=of_order,
        outlet_id=by_outlet,
        outcome="CASE WHEN mod(n.number, 9) = 0 THEN 'follow_up' ELSE 'solved' END",
        opinion=f"(ARRAY{list(OPINIONS)})[1 + mod(n.number, {len(OPINIONS)})]",
        finished_at=f"{came_in} + (2 + mod(n.number, 60)) * interval '1 hour'",
    )
    for milestone in ("accept", "arrive"):
        _fill_promises(env, order, rows, milestone, of_order, came_in)
    fill(
        env["crm.lead"].create({**world.leads(1)[0], "type": "opportunity"}),
        rows,
        name="t.name || '-' || n.number",
        create_date=came_in,
    )
    return outlets


def _fill_promises(env, order, rows, milestone, of_order, came_in) -> None:
    fill(
        env["aftersales.order.sla"]
        .sudo()
        .create(
            {
                "order_id": order.id,
                "milestone": milestone,
                "start_milestone": "receive",
                "amount": 4,
                "unit": "hour",
                "state": "met",
            }
        ),
        rows,
        order_id=of_order,
        start_at=came_in,
        deadline=f"{came_in} + interval '4 hours'",
        met_at=f"{came_in} + interval '3 hours'",
        is_missed="mod(n.number, 20) = 0",
    )


def _fill_results(results: "BaseModel", first: date) -> None:
    """The month's results, copied to the five months before."""
    fixed = results.search([("date_from", "=", first)])
    # `fill` counts copies of each record from 1.
    fill(
        fixed,
        5 * len(fixed),
        date_from="(t.date_from - n.number * interval '1 month')::date",
        date_to="(t.date_from - (n.number - 1) * interval '1 month')::date - 1",
    )
