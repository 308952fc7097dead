"""The technicians: travel, find the cause, fit parts, get the signature."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any

from odoo.fields import Command
from odoo.modules.module import get_module_path

from . import money
from .desk import PART_TIME, fate

if TYPE_CHECKING:
    from .play import Month

OPINIONS = ("very_satisfied", "satisfied", "satisfied", "neutral", "dissatisfied")
SIGNATURE = f"{get_module_path('aftersales_service')}/demo/signature.png"


def play_slot(month: Month, start: datetime) -> None:
    """All visits that begin at one time, each by its technician."""
    found = month.world.env["aftersales.dispatch"].search(
        [("scheduled_start", "=", start), ("state", "=", "sent")]
    )
    visits = [
        visit.with_user(visit.technician_ids.user_id.ensure_one()) for visit in found
    ]
    for visit in visits:
        visit.action_accept()
        visit.action_depart()
    month.pass_minutes(20)
    for visit in visits:
        visit.action_arrive()
    month.pass_minutes(10)
    for visit in visits:
        _work(month, visit)
    month.pass_minutes(50)
    for visit in visits:
        _finish(month, visit)


def _is_first(visit: Any) -> bool:
    return len(visit.order_id.dispatch_ids) == 1


def _work(month: Month, visit: Any) -> None:
    """Find the cause; where the customer pays, he approves before work begins."""
    order = visit.order_id
    luck = fate(month, order)
    if luck == "access" and _is_first(visit):
        return
    number = month.number[order.id]
    if order.state == "on_site":
        order.cause_id = month.world.causes[number % len(month.world.causes)]
        order.action_assess()
    if luck == "parts" and _is_first(visit):
        order.parts_status = "to_order"
        order.action_start()
        _take_along(month, visit)
        return
    _add_lines(month, visit)
    if number % 4 == 0 or luck == "parts":
        _open_repair(month, order)
    if order.amount_charged and number % 2:
        money.agree(month, order)
    elif order.amount_charged:
        order._confirm_price(order.contact_name)
    if order.state == "assessed":
        order.action_start()
    order.repair_ids.filtered(lambda r: r.state == "draft").action_repair_start()


def _add_lines(month: Month, visit: Any) -> None:
    number = month.number[visit.order_id.id]
    company = month.world.company
    products = {
        company.aftersales_labour_product_id: 1 + number % 3 / 2,
        company.aftersales_travel_product_id: 1,
    }
    visit.env["aftersales.order.line"].create(
        [
            {
                "order_id": visit.order_id.id,
                "dispatch_id": visit.id,
                "product_id": product.id,
                "quantity": quantity,
            }
            for product, quantity in products.items()
        ]
    )


def _open_repair(month: Month, order: Any) -> None:
    parts = month.world.parts
    part = parts[month.number[order.id] % len(parts)]
    order.env["repair.order"].create(
        {
            **order._prepare_repair_vals(),
            "move_ids": [
                Command.create(
                    {
                        "product_id": part.id,
                        "product_uom_qty": 1 + month.number[order.id] % 2,
                        "repair_line_type": "add",
                    }
                )
            ],
        }
    )
    order.parts_status = "in_stock"
    month.count["parts"] += 1


def _take_along(month: Month, visit: Any) -> None:
    """The unit goes to the workshop until the part is there."""
    visit.env["aftersales.equipment.receipt"].create(
        {
            "order_id": visit.order_id.id,
            "dispatch_id": visit.id,
            "description": visit.order_id.product_id.display_name,
            "condition": "外观完好",
            "taken_by_id": visit.technician_ids[:1].id,
            "due_date": month.day + PART_TIME,
        }
    )


def _finish(month: Month, visit: Any) -> None:
    order = visit.order_id
    luck = fate(month, order)
    if _is_first(visit) and luck in ("parts", "access"):
        outcome = "parts_needed" if luck == "parts" else "not_met"
        visit.write({"outcome": outcome, "work_done": "未完成，需再次上门"})
        visit.action_finish()
        return
    order.repair_ids.filtered(
        lambda repair: repair.state == "under_repair"
    ).action_repair_end()
    order.receipt_ids.filtered(lambda r: r.state == "taken").action_return()
    order.remedy_id = (
        month.world.remedy_part if order.repair_ids else month.world.remedy
    )
    vals = {"outcome": "solved", "work_done": "已修复并讲解", "briefing_given": True}
    number = month.number[order.id]
    if number % 30 == 1:
        vals["signature_refused_reason"] = "联系人不在"
    else:
        vals |= {
            "opinion": OPINIONS[number % len(OPINIONS)],
            "signed_by": order.contact_name,
            "signature": _signature(),
        }
    visit.write(vals)
    visit.action_finish()
    month.count["solved"] += 1


def _signature() -> bytes:
    with open(SIGNATURE, "rb") as image:
        return base64.b64encode(image.read())
