from datetime import datetime, timedelta

import pytz

from odoo import api, models
from odoo.tools import groupby

from ...tools import geo
from ...tools.assignment import Bar
from ...tools.schedule import Person, Slot, Span, without


class AftersalesOrder(models.Model):
    """Facts about the technicians who may go: one query for each kind of fact."""

    _inherit = "aftersales.order"

    def _get_technicians(self):
        """Who may be sent: the people of the active outlets of these companies."""
        return (
            self.env["hr.employee"]
            .sudo()  # planners have no rights on personnel files
            .search(
                [
                    ("aftersales_outlet_ids.state", "=", "active"),
                    ("aftersales_outlet_ids.company_id", "in", self.company_id.ids),
                    ("company_id", "in", self.company_id.ids),
                ]
            )
        )

    def _load_people(
        self, start: datetime, until: datetime, needs: dict
    ) -> list[Person]:
        """Technicians with all that the ranking of these orders asks about them.

        :param needs: what each order requires, see ``_get_needs``
        """
        employees = self._get_technicians()
        # Whole days, whatever the zone: the load of a day counts visits before `start`.
        start, until = start - timedelta(days=1), until + timedelta(days=1)
        held = employees._get_held_skills(
            {need.skill for found in needs.values() for need in found}
        )
        leaves = self._get_leaves(employees, start, until)
        work = self._get_work(employees, leaves, start, until)
        known = self._get_known(employees)
        bars = self._get_work_bars(employees)
        people = {
            employee.id: Person(
                key=employee.id,
                skills=tuple(held.get(employee.id, ())),
                outlets=frozenset(employee.aftersales_outlet_ids.ids),
                grades=frozenset(
                    filter(None, employee.aftersales_outlet_ids.mapped("grade"))
                ),
                origin=self._get_point(employee._get_start_partner()),
                units=frozenset(known.get(("equipment_id", employee.id), ())),
                customers=frozenset(known.get(("partner_id", employee.id), ())),
                work=work[employee.id],
                leaves=tuple(leaves.get(employee.id, ())),
                zone_offset=_zone(employee).utcoffset(start),
                bars=tuple(bars.get(employee.id, ())),
            )
            for employee in employees
        }
        self._load_visits(people, start, until)
        return list(people.values())

    def _get_work_bars(self, employees) -> dict[int, list[Bar]]:
        """Days on which people are sent nowhere, or not to some of these orders.

        Rooms above add what the work of an order asks of whoever does it.
        """
        return employees._get_assignment_bars()

    @api.model
    def _get_point(self, partner) -> geo.Point | None:
        return geo.point(partner.partner_latitude, partner.partner_longitude)

    @api.model
    def _load_visits(self, people: dict[int, Person], start, until) -> None:
        """What the technicians have planned, also where one may not read it."""
        visits = self.env["aftersales.dispatch"].sudo()
        visits = visits.search(visits._get_busy_domain(people, start, until))
        for visit in visits:
            point = self._get_point(visit.site_partner_id or visit.partner_id)
            for technician in visit.technician_ids:
                person = people.get(technician.id)
                if person:
                    day = person.day_of(visit.scheduled_start)
                    slot = Slot(visit.scheduled_start, visit.scheduled_end, day)
                    person.take(slot, point, visit.id)

    @api.model
    def _get_leaves(self, employees, start, until) -> dict[int, list[Span]]:
        leaves: dict[int, list[Span]] = {}
        slots = self.env["aftersales.dispatch"]._get_leave_slots(
            employees.ids, start, until
        )
        for slot in slots:
            leaves.setdefault(slot.person, []).append(Span(slot.start, slot.end))
        return leaves

    @api.model
    def _get_work(self, employees, leaves, start, until) -> dict[int, dict]:
        """Working time by employee and day, leave taken out.

        The host's own walk through a calendar, once for each calendar and zone.
        """
        walked: dict = {}
        result = {}
        for employee in employees:
            calendar = (
                employee.resource_calendar_id
                or employee.company_id.resource_calendar_id
            )
            zone = _zone(employee)
            if (calendar, zone) not in walked:
                walked[calendar, zone] = calendar._attendance_intervals_batch(
                    pytz.utc.localize(start), pytz.utc.localize(until), tz=zone
                )[False]
            by_day = groupby(walked[calendar, zone], key=lambda piece: piece[0].date())
            days = {
                day: tuple(
                    without(
                        (Span(_naive(begin), _naive(end)) for begin, end, _ in pieces),
                        leaves.get(employee.id, ()),
                    )
                )
                for day, pieces in by_day
            }
            result[employee.id] = {day: spans for day, spans in days.items() if spans}
        return result

    def _get_known(self, employees) -> dict[tuple, set[int]]:
        """Units and customers of these orders whom technicians have served before.

        By (field, employee): two grouped queries.
        """
        known: dict[tuple, set[int]] = {}
        Order = self.env["aftersales.order"].sudo()
        for field in ("equipment_id", "partner_id"):
            groups = Order._read_group(
                [
                    (field, "in", self[field].ids),
                    ("technician_id", "in", employees.ids),
                    ("repaired_at", "!=", False),
                ],
                ["technician_id", field],
            )
            for technician, record in groups:
                known.setdefault((field, technician.id), set()).add(record.id)
        return known


def _zone(employee):
    return pytz.timezone(employee.tz or "UTC")


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(pytz.utc).replace(tzinfo=None)
