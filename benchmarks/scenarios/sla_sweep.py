"""Who has to be told of promises that run out, among a hundred thousand open ones.

Ours is the escalation job: it looks up what is due, notes what was missed, and tells
people by activity, note and mail. The peer has no such job. Its users open the filter
"SLA Expired" to learn which tickets are late, which writes nothing; a line of its SLA
becomes "expired" only when its ticket's stage is written. So with nothing due ours is
measured against that filter, else against the filter and the marking of what it finds,
which tells nobody.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bulk import fill
from harness import Scenario, Side, at_most, at_most_queries, at_most_seconds
from promises import promising

from odoo import fields

if TYPE_CHECKING:
    from world import World

    from . import Size

SEED = 500
DUE_SHARE = 20
BATCH = 200
HOURS = 240.0
# Of two promises for ten days: nothing is due, the first step is, all are and it broke.
IN_TIME, AT_RISK, LATE = (timedelta(days=days) for days in (0, 6, 12))
FILTER = "helpdesk_mgmt_sla filter"
MARK = "helpdesk_mgmt_sla filter + mark"
OURS = "ours sweep"


def build(world: "World", size: "Size") -> Iterator[Scenario]:
    """Fill the tables with what is in time; when that is measured, with what is due."""
    env = world.env
    due = size.rows // DUE_SHARE
    promises, lines = _Promises(world, size.rows), _Lines(world, size.rows)
    rows = env["aftersales.order.sla"].sudo()
    promises.fill(IN_TIME, size.rows - due)
    lines.fill(IN_TIME, size.rows - due)
    yield Scenario(
        "sla_sweep_idle",
        f"what is due among {size.rows - due} open promises: nothing is",
        [
            Side(OURS, 1, lambda _subject: _sweep(rows, 0)),
            Side(FILTER, 1, lambda _subject: _find_late(env, 0)),
        ],
        [at_most(1, FILTER), at_most_seconds(0.02)],
    )
    promises.fill(AT_RISK, due // 2)
    promises.fill(LATE, due - due // 2)
    lines.fill(LATE, due)
    _check_touched(rows)
    yield Scenario(
        "sla_sweep",
        f"{due} of {size.rows} open promises are due, half of them broken; ours tells "
        "people and notes what broke, the peer marks as many lines as expired",
        [
            Side(OURS, due, lambda _subject: _sweep(rows, due)),
            Side(MARK, due, lambda _subject: _mark_late(env, due)),
        ],
        [at_most(1, MARK), at_most_queries(1)],
        warm_up=False,
    )


# -- work ------------------------------------------------------------------------------


def _sweep(rows, expected: int) -> None:
    """Work off what is due as the job does; where that commits, this flushes."""
    done = 0
    while found := rows._escalate_batch(BATCH):
        rows.env.cr.flush()
        rows.env.cr.clear()
        done += found
    if done != expected:
        raise SystemExit(f"{OURS}: {done} promises, not {expected}")


def _find_late(env, expected: int):
    late = env["helpdesk.ticket"].search([("sla_expired", "=", True)])
    if len(late) != expected:
        raise SystemExit(f"{FILTER}: {len(late)} late tickets, not {expected}")
    return late


def _mark_late(env, expected: int) -> None:
    for stage, tickets in _find_late(env, expected).grouped("stage_id").items():
        tickets.write({"stage_id": stage.id})


def _check_touched(rows) -> None:
    """See that a sweep writes the rows that are due and no others; undo it."""
    cr = rows.env.cr
    now = fields.Datetime.now()
    due = rows.search([("next_check_at", "<=", now)])
    _sweep(rows, len(due))
    for model, touched in (("aftersales.order.sla", due.ids), ("aftersales.order", [])):
        # The host dates what it writes with the begin of the transaction; a search
        # knows no fractions of a second.
        found = rows.env[model].search([("write_date", ">=", cr.now())])
        written = found.filtered(lambda record: record.write_date >= cr.now())
        if set(written.ids) != set(touched):
            raise SystemExit(
                f"{OURS}: wrote {len(written)} {model}, not {len(touched)}"
            )
    cr.rollback()
    rows.env.transaction.reset()


# -- tables ----------------------------------------------------------------------------


class _Promises:
    """Fills orders with two promises each, whose people can be told."""

    def __init__(self, world: "World", rows: int) -> None:
        self._world = world
        self._policy = _policy(world)
        seed = world.env["aftersales.order"].create(_with_people(world, SEED))
        self._orders = iter(
            fill(seed, rows // 2, name="t.name || '-' || n.number", state="'draft'")
        )

    def fill(self, age: timedelta, rows: int) -> None:
        """Make promises of orders that came in so long ago."""
        env = self._world.env
        vals = _with_people(self._world, 1)[0]
        with promising(env, self._policy):
            order = env["aftersales.order"].create(
                {**vals, "received_at": fields.Datetime.now() - age}
            )
        seed = order.sudo().sla_ids
        first = _take(self._orders, rows // len(seed))
        fill(seed, rows - len(seed), order_id=f"{first} + n.number - 1")


class _Lines:
    """Fills tickets of the peer with one line of its SLA each."""

    def __init__(self, world: "World", rows: int) -> None:
        self._seed = world.env["helpdesk.ticket"].create(world.tickets(SEED))
        self._tickets = iter(fill(self._seed, rows, number="t.number || n.number"))

    def fill(self, age: timedelta, rows: int) -> None:
        """Make lines of tickets that came in so long ago."""
        first = _take(self._tickets, rows)
        fill(
            self._seed[0].ticket_sla_ids,
            rows,
            ticket_id=f"{first} + n.number - 1",
            deadline=f"t.deadline - interval '{age.days} days'",
            last_state_date=f"t.last_state_date - interval '{age.days} days'",
        )


def _take(ids: Iterator[int], count: int) -> int:
    """Take the next so many ids and return the first; they follow one another."""
    taken = [next(ids) for _number in range(count)]
    assert taken[-1] - taken[0] == count - 1
    return taken[0]


def _policy(world: "World"):
    targets = [
        {"milestone": milestone, "amount": HOURS, "unit": "hour"}
        for milestone in ("accept", "arrive")
    ]
    return world.env["aftersales.sla.policy"].create(
        {
            "name": f"Ten days {world.tag}",
            "active": False,
            "target_ids": [fields.Command.create(vals) for vals in targets],
        }
    )


def _with_people(world: "World", count: int) -> list[dict]:
    """Return values of orders that know whom to tell."""
    env = world.env
    if not world.technicians.user_id:
        users = env["res.users"].create(
            [
                {
                    "name": technician.name,
                    "login": f"{world.tag}-{technician.id}",
                    "email": f"technician{technician.id}@example.com",
                    "group_ids": env.ref("aftersales_service.group_technician").ids,
                }
                for technician in world.technicians
            ]
        )
        for technician, user in zip(world.technicians, users, strict=True):
            technician.user_id = user
        env["aftersales.outlet"].search([]).manager_id = env.user
        env.company.aftersales_service_manager_id = env.user
    people = world.technicians.ids
    return [
        {**vals, "technician_id": people[number % len(people)], "user_id": env.uid}
        for number, vals in enumerate(world.orders(count))
    ]
