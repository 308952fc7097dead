"""The dispatch board of a day and of a week, with five hundred orders that wait.

It brings the technicians' working time, leave and visits, and all waiting orders with
what a card shows. No peer has such a board. The calendars of the host and of field
service show as many appointments, by the fields of their views and without people's
time; the host's is the yardstick, since its events have people too.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

import planning
from bulk import read_specification
from harness import Scenario, Side, at_most, at_most_more_queries, at_most_seconds

from odoo import fields

if TYPE_CHECKING:
    from world import World

    from . import Size

COUNT, FEW = 500, 50
# Queries that may differ with other records, not with their number.
HANDFUL = 10
APPOINTMENTS = COUNT + planning.VISITS
WEEK, DAY = "ours, a week", "ours, a day"
FEW_WEEK = f"ours, a week, {FEW} waiting"
CORE, FSM = "core calendar.event", "fieldservice fsm.order calendar"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return our board against two calendars."""
    env = world.env
    start = planning.monday()
    attendee = env.user.partner_id

    def board(label: str, days: int, waiting: int) -> Side:
        def load(_orders) -> None:
            found = env["aftersales.board"].action_load(
                fields.Datetime.to_string(start),
                fields.Datetime.to_string(start + timedelta(days=days)),
            )
            if len(found["cards"]) < waiting or not found["visits"]:
                raise SystemExit(f"{label}: {len(found['cards'])} cards")

        return Side(
            label, waiting, load, lambda: planning.waiting_orders(world, waiting)
        )

    def appointments() -> None:
        env["calendar.event"].with_context(no_mail_to_attendees=True).create(
            [
                {
                    "name": f"Visit {number}",
                    "start": start + timedelta(hours=number % 100),
                    "stop": start + timedelta(hours=number % 100 + 2),
                    "partner_ids": [(6, 0, attendee.ids)],
                }
                for number in range(APPOINTMENTS)
            ]
        )

    def fsm_orders() -> None:
        person = env["fsm.person"].create({"name": "Worker"})
        env["fsm.order"].create(
            [
                {
                    **vals,
                    "person_id": person.id,
                    "scheduled_date_start": start + timedelta(hours=number % 100),
                    "scheduled_duration": 2,
                }
                for number, vals in enumerate(world.fsm_orders(APPOINTMENTS))
            ]
        )

    def calendar(label: str, model: str, begin: str, setup) -> Side:
        specification = read_specification(env[model], "calendar")
        domain = [(begin, ">=", start), (begin, "<", start + timedelta(days=7))]

        def read(_subject) -> None:
            found = env[model].web_search_read(domain, specification)
            if len(found["records"]) < APPOINTMENTS:
                raise SystemExit(f"{label}: {len(found['records'])} records")

        return Side(label, COUNT, read, setup)

    return [
        Scenario(
            "dispatch_board",
            f"{COUNT} orders wait, {planning.TECHNICIANS} technicians have "
            f"{planning.VISITS} visits in the week; the calendars show "
            f"{APPOINTMENTS} appointments",
            [
                board(WEEK, 7, COUNT),
                board(DAY, 1, COUNT),
                board(FEW_WEEK, 7, FEW),
                calendar(CORE, "calendar.event", "start", appointments),
                calendar(FSM, "fsm.order", "scheduled_date_start", fsm_orders),
            ],
            [
                at_most_seconds(1),
                at_most(1, CORE),
                at_most_more_queries(HANDFUL, FEW_WEEK),
            ],
        )
    ]
