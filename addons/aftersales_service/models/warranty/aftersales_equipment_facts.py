from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytz

from odoo import fields, models

from ...tools import warranty_facts, warranty_policy
from .aftersales_equipment import MOMENTS


class AftersalesEquipment(models.Model):
    """What a warranty decision wants to know of units, for a whole batch."""

    _inherit = "aftersales.equipment"

    def _get_facts(self, on: date, repairs=None) -> dict[int, warranty_facts.Facts]:
        """Facts of each unit for a fault reported on that day.

        :param repairs: what ``_get_repairs`` said, where that is known already
        """
        if repairs is None:
            repairs = self._get_repairs()
        rest = self._get_rest_days()
        return {
            unit.id: warranty_facts.Facts(
                today=on,
                moments={moment: unit[moment] for moment in MOMENTS if unit[moment]},
                repairs=tuple(
                    repair for order, repair in repairs[unit.id] if repair.day_in <= on
                ),
                price=Decimal(str(unit.price)) if unit.price else None,
                digits=unit.currency_id.decimal_places,
                proof=unit.proof,
                rest=rest[unit.company_id.id],
            )
            for unit in self.sudo()
        }

    def _get_repair_orders(self):
        """Orders that count as repairs of these units, oldest first."""
        return (
            self.env["aftersales.order"]
            .sudo()
            .search(
                [
                    ("equipment_id", "in", self.ids),
                    ("type_id.is_repair", "=", True),
                    ("state", "not in", ("draft", "cancelled")),
                ],
                order="received_at, id",
            )
        )

    def _get_repairs(self) -> dict[int, list]:
        """``(order, Repair)`` of each unit, oldest first.

        A repair lasts from the day the fault was reported to the day it was repaired.
        It failed where its order says so, or where a later order has the same fault of
        the same unit again (counted per unit and fault).
        """
        orders = self._get_repair_orders()
        failed = orders.repeat_of_id
        found = defaultdict(list)
        for order in orders:
            found[order.equipment_id.id].append(
                (
                    order,
                    warranty_facts.Repair(
                        day_in=order._get_local_date(order.received_at),
                        day_out=order._get_local_date(
                            order.repaired_at or order.signed_at
                        ),
                        is_fixed=order.is_fixed and order not in failed,
                        is_waiting_parts=order.parts_status in ("to_order", "received"),
                        began=order.received_at,
                        ended=order.repaired_at or order.signed_at or None,
                    ),
                )
            )
        return found

    def _get_repairs_of_fault(self, symptom, on: date) -> tuple:
        """Repairs of one unit, as a call about that fault would count them."""
        self.ensure_one()
        days = self.company_id.aftersales_repeat_days
        found = []
        for order, repair in self._get_repairs()[self.id]:
            age = (on - repair.day_in).days
            if age >= 0:
                is_same = order.symptom_id == symptom
                did_hold = repair.is_fixed and not (is_same and age <= days)
                found.append(repair._replace(is_fixed=did_hold, is_same_part=is_same))
        return tuple(found)

    def _get_rest_days(self) -> dict[int, warranty_policy.RestDays]:
        """Days off of each company's working schedule, with make-up days."""
        found = {}
        for company in self.sudo().company_id:
            calendar = company.resource_calendar_id
            zone = pytz.timezone(calendar.tz or "UTC")
            holidays = set()
            for leave in (
                self.env["resource.calendar.leaves"]
                .sudo()
                .search(
                    [
                        ("resource_id", "=", False),
                        ("calendar_id", "in", (calendar.id, False)),
                        ("company_id", "in", (company.id, False)),
                    ]
                )
            ):
                first = pytz.utc.localize(leave.date_from).astimezone(zone).date()
                last = pytz.utc.localize(leave.date_to).astimezone(zone).date()
                holidays.update(
                    fields.Date.add(first, days=offset)
                    for offset in range((last - first).days + 1)
                )
            worked = {
                int(day)
                for day in calendar.attendance_ids.filtered(
                    lambda line: line.day_period != "lunch"
                ).mapped("dayofweek")
            }
            makeup = (
                self.env["aftersales.makeup.day"]
                .sudo()
                .search([("calendar_id", "=", calendar.id)])
            )
            found[company.id] = warranty_policy.RestDays(
                frozenset(range(7)) - worked if worked else frozenset(),
                frozenset(holidays),
                frozenset(makeup.mapped("date")),
            )
        return found
