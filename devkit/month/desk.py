"""The dispatcher: takes calls, plans and sends visits, takes the slips back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from odoo.exceptions import ValidationError
from odoo.fields import Command

if TYPE_CHECKING:
    from .play import Month

VISIT = timedelta(minutes=90)
#: How long an ordered part takes.
PART_TIME = timedelta(days=3)
#: Requests, not faults: the order is of another type.
REQUESTS = {"要求保养": "maintenance", "要求安装": "installation"}


def fate(month: Month, order: Any) -> str:
    """What is in store for an order: mostly one visit that solves it."""
    number = month.number[order.id]
    if number % 25 == 7:
        return "cancelled"
    if number % 10 == 3:
        return "remote"
    if number % 12 == 5:
        return "parts"
    if number % 15 == 4:
        return "access"
    return "visit"


def morning(month: Month) -> None:
    """Accept what came in, help by phone, plan and send the day's visits."""
    world = month.world
    received = month.received().with_user(world.dispatcher)
    new = received.filtered(lambda order: order.state == "draft")
    for order in new:
        kind = REQUESTS.get(order.symptom_id.name)
        if kind:
            order.type_id = world.env.ref(f"aftersales_service.order_type_{kind}")
        if fate(month, order) == "remote":
            order.type_id = world.env.ref("aftersales_service.order_type_remote")
    new.action_accept()
    month.count["new"] += len(new)
    _cancel(month, new.filtered(lambda order: fate(month, order) == "cancelled"))
    _help_remotely(month, new.filtered(lambda order: order.state == "accepted"))
    _resume(month, received.filtered(lambda order: order.state == "waiting"))
    _send(month, _plan(month, received))


def _cancel(month: Month, orders: Any) -> None:
    """The customers who called again: it works, do not come."""
    if not orders:
        return
    wizard = month.world.env["aftersales.order.step"].with_user(month.world.dispatcher)
    wizard.create(
        {
            "order_ids": [Command.set(orders.ids)],
            "step": "cancel",
            "reason": "客户来电取消",
        }
    ).action_confirm()
    month.count["cancelled"] += len(orders)


def _help_remotely(month: Month, orders: Any) -> None:
    """Solved on the phone: assessed, done, no visit."""
    orders = orders.filtered(lambda order: fate(month, order) == "remote")
    if not orders:
        return
    orders.write({"cause_id": month.world.causes[0].id, "solution": "电话指导解决"})
    orders.action_assess()
    orders.action_repair()
    orders.action_sign()
    month.count["remote"] += len(orders)


def _resume(month: Month, orders: Any) -> None:
    orders.filtered(
        lambda order: month.resume_on[order.id] <= month.day
    ).action_resume()


def _plan(month: Month, received: Any) -> Any:
    """Plan visits into the free times of each outlet's technician."""
    waiting_for_visit = received.filtered(_needs_visit)
    vals_list = []
    for outlet, orders in waiting_for_visit.grouped("outlet_id").items():
        technician = outlet.technician_ids[:1]
        urgent_first = orders.sorted(lambda order: (-int(order.priority), order.id))
        vals_list += [
            {
                "order_id": order.id,
                "technician_ids": [Command.set(technician.ids)],
                "scheduled_start": start,
                "scheduled_end": start + VISIT,
            }
            # Whoever finds no time today is planned tomorrow.
            for order, start in zip(urgent_first, month.slots(), strict=False)
        ]
    Dispatch = month.world.env["aftersales.dispatch"].with_user(month.world.dispatcher)
    planned = Dispatch.create([dict(vals) for vals in vals_list])
    if planned and not month.is_booking_proved:
        _prove_no_double_booking(Dispatch, vals_list[0])
        month.is_booking_proved = True
    return planned


def _needs_visit(order: Any) -> bool:
    """Accepted, or resumed after a visit that did not solve it."""
    open_visits = order.dispatch_ids.filtered(
        lambda visit: visit.state not in ("finished", "returned", "cancelled")
    )
    return not open_visits and order.state in (
        "accepted",
        "on_site",
        "assessed",
        "in_progress",
    )


def _prove_no_double_booking(dispatches: Any, vals: dict[str, Any]) -> None:
    """The same technician cannot be sent elsewhere at the same time."""
    try:
        with dispatches.env.cr.savepoint():
            dispatches.create(vals)
    except ValidationError as error:
        print(f"    double booking refused: {error.args[0].splitlines()[0]}")
        return
    raise AssertionError("a technician was booked twice")


def _send(month: Month, planned: Any) -> None:
    planned.action_send()
    month.count["sent"] += len(planned)


def evening(month: Month) -> None:
    """Take the slips back; put on hold what cannot go on."""
    world = month.world
    visits = world.env["aftersales.dispatch"].with_user(world.dispatcher)
    back = visits.search([("state", "=", "finished")])
    back.write({"debrief_note": "已汇报，派工单交回"})
    back.action_hand_in()
    receipts = world.env["aftersales.equipment.receipt"].with_user(world.dispatcher)
    receipts.search([("state", "=", "returned")]).action_recover()
    for visit in back:
        if visit.outcome in ("parts_needed", "not_met"):
            _hold(month, visit)


def _hold(month: Month, visit: Any) -> None:
    is_part = visit.outcome == "parts_needed"
    wizard = month.world.env["aftersales.order.step"].with_user(month.world.dispatcher)
    wizard.create(
        {
            "order_ids": [Command.set(visit.order_id.ids)],
            "step": "wait",
            "waiting_reason": "parts" if is_part else "access",
        }
    ).action_confirm()
    month.resume_on[visit.order_id.id] = month.day + (
        PART_TIME if is_part else timedelta(days=1)
    )
    month.count["waiting"] += 1
