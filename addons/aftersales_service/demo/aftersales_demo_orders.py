from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..tools import order_flow
from . import texts
from .faults import FAULTS
from .stories import STORIES

LEVEL = {state: number for number, state in enumerate(order_flow.STATES)}
CHANNELS = ("phone", "wechat", "phone", "qr", "web", "phone", "email", "portal")
# Starts of a technician's visits, in minutes of the day.
SLOTS = (540, 660, 840, 960)
VISIT_MINUTES = 90
# From a call to the first visit that it may lead to.
NOTICE = timedelta(minutes=95)
SEARCH_DAYS = 14
# Symptoms that are not faults, and the order type they ask for.
REQUESTS = {"installation": "installation", "maintenance": "maintenance"}


class AftersalesDemo(models.AbstractModel):
    """Brings orders to their states by the very steps that people take.

    A step stamps a moment only where none stands yet: moments in the past are written
    before the step.
    """

    _inherit = "aftersales.demo"

    @api.model
    def _load_orders(self):
        dispatcher = self._ref("user_dispatcher")
        demo = self.with_user(dispatcher).sudo()
        taken: set[tuple] = set()
        # On a public holiday somebody has to work as well.
        self.env.company.aftersales_booking_check = "warn"
        # Oldest first: numbers grow with time, and a repeat finds what it repeats.
        stories = sorted(STORIES, key=lambda story: (-story.days, -story.ago))
        for number, story in enumerate(stories):
            demo._play(story, number, taken)
        self.env.company.aftersales_booking_check = "block"

    @api.model
    def _play(self, story, number: int, taken: set):
        order = self.env["aftersales.order"].create(
            self._prepare_order_vals(story, number)
        )
        level = LEVEL[story.before or story.state]
        visit = self.env["aftersales.dispatch"]
        if order._has_visit() and (story.visit is not None or level > 1):
            visit = self._plan_visit(order, story, taken)
        moments = self._get_moments(order, visit)
        if level >= LEVEL["accepted"]:
            order.accepted_at = moments["accepted"]
            order.action_accept()
        if story.reason and story.state != "waiting":
            self._pause(order, story, moments)
        self._stamp(order, visit, min(level, LEVEL["in_progress"]), moments)
        if visit:
            self._travel(visit, story, level, moments)
        if level >= LEVEL["assessed"]:
            self._work(order, visit, story, level, moments)
        if story.state == "waiting":
            since = moments[story.before] + timedelta(hours=1)
            self._wait(order, story, min(since, fields.Datetime.now()))
        elif story.state == "cancelled":
            reason = texts.CANCEL_REASONS[number % len(texts.CANCEL_REASONS)]
            order.cancel_reason = self._text(reason)
            order.action_cancel()
        if story.asks_help:
            self._ask_help(order)

    @api.model
    def _stamp(self, order, visit, level: int, moments: dict):
        """Moments up to a state. Those of the end come after the cause: what is signed
        is not decided any more."""
        order.write(
            {
                field: moments[state]
                for state, field in order_flow.MOMENTS.items()
                if LEVEL[state] <= level
                and (visit or state not in ("dispatched", "on_site"))
            }
        )

    @api.model
    def _prepare_order_vals(self, story, number: int) -> dict:
        fault = FAULTS[story.symptom]
        customer = self._ref(f"customer_{story.customer}")
        contact = customer.name
        if customer.is_company:
            contact = self._text(texts.CONTACTS[story.customer % len(texts.CONTACTS)])
        code = story.order_type or REQUESTS.get(story.symptom, "repair")
        if story.is_remote:
            code = "remote"
        contract = self._ref("contract_school")
        return {
            "type_id": self.env.ref(f"aftersales_service.order_type_{code}").id,
            "channel": CHANNELS[number % len(CHANNELS)],
            "partner_id": customer.id,
            "contact_name": contact,
            "phone": f"1380532{story.customer:04d}",
            "equipment_id": self._ref(f"unit_{story.customer}_{story.product}").id,
            "symptom_id": self._ref(f"symptom_{story.symptom}").id,
            "description": self._text(fault.call),
            "parts_status": self._get_parts_status(story),
            "priority": story.priority,
            "is_remote": story.is_remote,
            "received_at": self._get_received_at(story, number),
            "origin_sale_id": contract.partner_id == customer and contract.id,
        }

    @api.model
    def _get_parts_status(self, story) -> str:
        if not story.parts:
            return "none"
        return "to_order" if story.reason == "parts" else "in_stock"

    @api.model
    def _get_received_at(self, story, number: int):
        if story.ago:
            return fields.Datetime.now() - timedelta(minutes=story.ago)
        return self._moment(-story.days, 510 + number * 53 % 350)

    # -- the visit ------------------------------------------------------------------

    @api.model
    def _plan_visit(self, order, story, taken: set):
        # Most customers are visited at once, some on the next day.
        is_next_day = order.id % 4 == 3
        days = min(is_next_day - story.days, 0) if story.visit is None else story.visit
        technicians = order.outlet_id.technician_ids.sorted("id")
        if story.technician is not None:
            technicians = technicians[story.technician]
        day = self._today() + timedelta(days=days)
        technicians = self._find_able(order, technicians, day)
        technician, start = self._find_slot(order, technicians, days, taken)
        return self.env["aftersales.dispatch"].create(
            {
                "order_id": order.id,
                "technician_ids": [Command.set(technician.ids)],
                "scheduled_start": start,
                "scheduled_end": start + timedelta(minutes=VISIT_MINUTES),
                "is_pinned": story.is_pinned,
            }
        )

    @api.model
    def _find_slot(self, order, technicians, days: int, taken: set):
        """A free time on that day, after the call; else on the next working day."""
        first = order.id % len(SLOTS) if days > 0 else 0
        slots = SLOTS[first:] + SLOTS[:first]
        earliest = order.received_at + NOTICE
        for day in range(days, days + SEARCH_DAYS):
            if self._is_day_off(day):
                continue
            starts = {minutes: self._moment(day, minutes) for minutes in slots}
            # What is seen today stays so, however late in the day that is.
            for minutes in sorted(slots, key=lambda slot: starts[slot] < earliest):
                if day and starts[minutes] < earliest:
                    continue
                for technician in technicians:
                    key = (technician.id, day, minutes)
                    if key not in taken:
                        taken.add(key)
                        return technician, starts[minutes]
        raise ValueError("More demo visits than technicians have time for.")

    @api.model
    def _is_day_off(self, day: int) -> bool:
        """Sundays, and public holidays to come; yesterday and today all may work."""
        if day in (-1, 0):
            return False
        is_sunday = (self._today() + timedelta(days=day)).weekday() == 6
        return is_sunday or (day > 0 and self._is_holiday(self._moment(day, 720)))

    @api.model
    def _get_moments(self, order, visit) -> dict:
        """When an order that is through with everything reached each state."""
        received = order.received_at
        planned = visit.scheduled_start or received
        arrived = max(planned, received + NOTICE) + timedelta(minutes=order.id % 4 * 5)
        # Now and then nobody is at the desk.
        patience = 80 if order.id % 12 == 5 else 5 + order.id % 30
        accepted = received + timedelta(minutes=patience)
        after = {
            "accepted": accepted,
            "dispatched": accepted + timedelta(minutes=5),
            "on_site": arrived,
            "assessed": arrived + timedelta(minutes=30),
            "in_progress": arrived + timedelta(minutes=35),
            "repaired": arrived + timedelta(minutes=75),
            "signed": arrived + timedelta(minutes=80),
            "settled": arrived + timedelta(days=1, hours=6),
            "closed": arrived + timedelta(days=1, hours=7),
        }
        now = fields.Datetime.now()
        return {state: min(moment, now) for state, moment in after.items()}

    @api.model
    def _travel(self, visit, story, level: int, moments: dict):
        """As far as the slip of this story got on the way to the customer."""
        if level < LEVEL["dispatched"]:
            return
        visit.sent_at = moments["dispatched"]
        visit.action_send()
        if level == LEVEL["dispatched"]:
            if story.slip in ("accepted", "departed"):
                visit.action_accept()
            if story.slip == "departed":
                visit.action_depart()
            return
        arrived = moments["on_site"]
        visit.write(
            {
                "accepted_at": moments["dispatched"],
                "departed_at": max(
                    moments["dispatched"], arrived - timedelta(minutes=40)
                ),
                "arrived_at": arrived,
            }
        )
        visit.action_accept()
        visit.action_depart()
        visit.action_arrive()
        if story.outcome != "solved" and level == LEVEL["on_site"]:
            self._end_visit(visit, story, moments)

    @api.model
    def _end_visit(self, visit, story, moments: dict):
        """The technician leaves and hands the slip in."""
        vals = {
            "outcome": story.outcome,
            "work_done": self._text(FAULTS[story.symptom].work),
            "briefing_given": True,
            "debrief_note": self._text(texts.DEBRIEF),
            "finished_at": moments["signed"],
            "returned_at": min(
                moments["signed"] + timedelta(hours=2), fields.Datetime.now()
            ),
        }
        if story.is_refused:
            vals["signature_refused_reason"] = self._text(texts.REFUSED)
        elif story.outcome == "solved":
            note = texts.OPINION_NOTES[story.opinion]
            opinions = visit._fields["opinion"].get_values(self.env)
            vals.update(
                opinion=opinions[story.opinion],
                opinion_note=self._text(note),
                signed_by=visit.contact_name,
                signature=self._get_signature(),
            )
        self._answer_checklist(visit)
        visit.write(vals)
        visit.action_finish()
        visit.action_hand_in()
