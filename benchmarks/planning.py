"""A week of dispatch: technicians with visits, and orders that wait for theirs."""

import itertools
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from promises import promising

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

TECHNICIANS = 30
DAYS = 5
# Each technician has a visit already every morning at eight.
VISITS = TECHNICIANS * DAYS


def monday() -> datetime:
    """Return the beginning of next week."""
    today = date.today()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time.min)


def waiting_orders(world: "World", count: int) -> "BaseModel":
    """Make technicians with visits for a week, and return so many accepted orders."""
    env = world.env
    _place(world)
    technicians = _technicians(world)
    with promising(env):
        orders = env["aftersales.order"].create(world.orders(count + VISITS))
        orders.action_accept()
    _plan(orders[count:], technicians)
    return orders[:count]


def _place(world: "World") -> None:
    """Spread the customers over some tens of kilometres, so that ways differ."""
    for number, customer in enumerate(world.customers):
        customer.write(
            {
                "partner_latitude": 36.5 + (number % 10) / 20,
                "partner_longitude": 117 + (number // 10) / 20,
            }
        )


def _technicians(world: "World") -> "BaseModel":
    """Make people of the outlets, with the papers that the work needs."""
    env = world.env
    kind = env["hr.skill.type"].create(
        {
            "name": f"Papers {world.tag}",
            "is_certification": True,
            "skill_ids": [(0, 0, {"name": "Electrician"})],
            "skill_level_ids": [(0, 0, {"name": "Full", "level_progress": 100})],
        }
    )
    paper = {
        "skill_id": kind.skill_ids.id,
        "skill_level_id": kind.skill_level_ids.id,
        "skill_type_id": kind.id,
    }
    env["aftersales.skill.requirement"].create(
        {
            "order_type_id": env.ref("aftersales_service.order_type_repair").id,
            "skill_id": kind.skill_ids.id,
        }
    )
    technicians = env["hr.employee"].create(
        [
            {"name": f"Planned {number}", "tz": "Asia/Shanghai"}
            for number in range(TECHNICIANS)
        ]
    )
    env["hr.employee.skill"].create(
        [
            {**paper, "employee_id": technician.id, "valid_from": "2020-01-01"}
            for technician in technicians
        ]
    )
    outlets = env["aftersales.outlet"].search([("state", "=", "active")])
    for number, outlet in enumerate(outlets):
        outlet.technician_ids = technicians[number :: len(outlets)]
    return technicians


def _plan(orders: "BaseModel", technicians: "BaseModel") -> None:
    """Plan one visit for each order: every technician on every day."""
    # Midnight in UTC is eight o'clock in Shanghai.
    visits = itertools.product(
        technicians, (monday() + timedelta(days=day) for day in range(DAYS))
    )
    orders.env["aftersales.dispatch"].create(
        [
            {
                **order._prepare_dispatch_vals(),
                "technician_ids": [(6, 0, technician.ids)],
                "scheduled_start": start,
                "scheduled_end": start + timedelta(hours=2),
            }
            for order, (technician, start) in zip(orders, visits, strict=True)
        ]
    )
