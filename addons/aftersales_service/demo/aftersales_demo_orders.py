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
        # Oldest first: numbers grow with time, and a repeat finds what it repeats.
        for number, story in enumerate(sorted(STORIES, key=lambda s: -s.days)):
            demo._play(story, number, taken)

    @api.model
    def _play(self, story, number: int, taken: set):
        order = self.env["aftersales.order"].create(
            self._prepare_order_vals(story, number)
        )
        level = LEVEL[story.before or story.state]
        visit = self.env["aftersales.dispatch"]
        if order._has_visit() and (story.slip == "planned" or level > 1):
            visit = self._plan_visit(order, story, taken)
        moments = self._get_moments(order, visit)
        order.write(
            {
                field: moments[state]
                for state, field in order_flow.MOMENTS.items()
                if LEVEL[state] <= level
                and (visit or state not in ("dispatched", "on_site"))
            }
        )
        if level >= LEVEL["accepted"]:
            order.action_accept()
        if visit:
            self._travel(visit, story, level, moments)
        if level >= LEVEL["assessed"]:
            self._work(order, visit, story, level, moments)
        if story.state == "waiting":
            order.waiting_reason = story.reason
            order.action_wait()
        elif story.state == "cancelled":
            reason = texts.CANCEL_REASONS[number % len(texts.CANCEL_REASONS)]
            order.cancel_reason = self._text(reason)
            order.action_cancel()

    @api.model
    def _prepare_order_vals(self, story, number: int) -> dict:
        fault = FAULTS[story.symptom]
        customer = self._ref(f"customer_{story.customer}")
        contact = texts.CONTACTS[story.customer % len(texts.CONTACTS)]
        received_at = self._moment(-story.days, 510 + number * 53 % 500)
        code = story.order_type or REQUESTS.get(story.symptom, "repair")
        if story.is_remote:
            code = "remote"
        return {
            "type_id": self.env.ref(f"aftersales_service.order_type_{code}").id,
            "channel": CHANNELS[number % len(CHANNELS)],
            "partner_id": customer.id,
            "contact_name": self._text(contact),
            "phone": f"1380532{story.customer:04d}",
            "equipment_id": self._ref(f"unit_{story.customer}_{story.product}").id,
            "symptom_id": self._ref(f"symptom_{story.symptom}").id,
            "description": self._text(fault.call),
            "priority": story.priority,
            "is_remote": story.is_remote,
            # Early in the morning today's calls have only just come in.
            "received_at": min(
                received_at, fields.Datetime.now() - timedelta(minutes=5)
            ),
        }

    # -- the visit ------------------------------------------------------------------

    @api.model
    def _plan_visit(self, order, story, taken: set):
        days = min(1 - story.days, 0) if story.visit is None else story.visit
        technicians = order.outlet_id.technician_ids.sorted("id")
        if story.technician is not None:
            technicians = technicians[story.technician]
        technician, start = self._find_slot(order, technicians, days, taken)
        return self.env["aftersales.dispatch"].create(
            {
                "order_id": order.id,
                "technician_ids": [Command.set(technician.ids)],
                "scheduled_start": start,
                "scheduled_end": start + timedelta(minutes=VISIT_MINUTES),
            }
        )

    @api.model
    def _find_slot(self, order, technicians, days: int, taken: set):
        """A free time on that day; on the next working day where all are taken."""
        first = order.id % len(SLOTS) if days else 0
        for day in range(days, days + 7):
            is_sunday = (self._today() + timedelta(days=day)).weekday() == 6
            if is_sunday and day not in (-1, 0):
                continue
            for minutes in SLOTS[first:] + SLOTS[:first]:
                for technician in technicians:
                    key = (technician.id, day, minutes)
                    if key not in taken:
                        taken.add(key)
                        return technician, self._moment(day, minutes)
        raise ValueError("More demo visits than technicians have time for.")

    @api.model
    def _get_moments(self, order, visit) -> dict:
        """When an order that is through with everything reached each state."""
        received = order.received_at
        arrived = visit.scheduled_start or received + timedelta(hours=1)
        after = {
            "accepted": received + timedelta(minutes=10 + order.id % 40),
            "dispatched": received + timedelta(minutes=70 + order.id % 50),
            "on_site": arrived + timedelta(minutes=order.id % 4 * 5),
            "assessed": arrived + timedelta(minutes=30),
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
                "departed_at": arrived - timedelta(minutes=40),
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
        visit.write(vals)
        visit.action_finish()
        visit.action_hand_in()
