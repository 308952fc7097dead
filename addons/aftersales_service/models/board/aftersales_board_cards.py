from odoo import api, models
from odoo.fields import Domain

from ...tools import dispatch_flow, urgency
from .aftersales_board import MAX_CARDS

# After a visit that ended so, the customer waits for the next one.
UNFINISHED_OUTCOMES = ("parts_needed", "follow_up", "not_met")
VISITED_STATES = ("dispatched", "on_site", "assessed", "in_progress")
WAITING_ORDER = "sla_deadline, priority desc, received_at, id"


class AftersalesBoard(models.AbstractModel):
    """How a visit and a waiting order are told to the dispatch board."""

    _inherit = "aftersales.board"

    # -- who waits ------------------------------------------------------------------

    @api.model
    def _get_waiting_order_domain(self) -> Domain:
        """Orders that need a visit and have none ahead of them."""
        busy = Domain("state", "in", dispatch_flow.BUSY_STATES)
        unfinished = Domain("outcome", "in", UNFINISHED_OUTCOMES)
        waits = Domain("state", "=", "accepted") | (
            Domain("state", "in", VISITED_STATES)
            & Domain("dispatch_ids", "any!", unfinished)
        )
        return (
            waits
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("is_remote", "=", False)
            & Domain("type_id.needs_visit", "=", True)
            # Also a visit that the user may not read is one.
            & Domain("dispatch_ids", "not any!", busy)
        )

    @api.model
    def _get_unplaced_domain(self) -> Domain:
        """Planned visits that nobody or no time is chosen for."""
        return (
            Domain("company_id", "in", self.env.companies.ids)
            & Domain("state", "=", "planned")
            & (
                Domain("technician_ids", "=", False)
                | Domain("scheduled_start", "=", False)
                | Domain("scheduled_end", "=", False)
            )
        )

    @api.model
    def _get_cards(self, outlets=None) -> tuple[list[dict], int]:
        """What waits to be planned, most urgent first, and how much there is in all."""
        Order = self.env["aftersales.order"]
        Dispatch = self.env["aftersales.dispatch"]
        waiting, unplaced = (
            self._get_waiting_order_domain(),
            self._get_unplaced_domain(),
        )
        if outlets is not None:
            of_outlets = Domain("outlet_id", "in", outlets.ids)
            waiting, unplaced = waiting & of_outlets, unplaced & of_outlets
        orders = Order.search(waiting, order=WAITING_ORDER, limit=MAX_CARDS)
        visits = Dispatch.search(unplaced, limit=MAX_CARDS).sudo()
        count = len(orders) + len(visits)
        if len(orders) == MAX_CARDS:
            count += Order.search_count(waiting) - MAX_CARDS
        cards = self._prepare_order_cards(orders) + self._prepare_visits(visits)
        urgencies = {
            order.id: urgency.urgency(
                order.sla_deadline, order.priority, order.received_at
            )
            for order in [*orders, *visits.order_id]
        }
        cards.sort(key=lambda card: urgencies[card["order_id"]])
        return cards[:MAX_CARDS], count

    # -- how they are told ------------------------------------------------------------

    @api.model
    def _prepare_order_cards(self, orders) -> list[dict]:
        return [
            {"id": 0, "state": False, **self._prepare_order_vals(order)}
            for order in orders
        ]

    @api.model
    def _prepare_visits(self, visits) -> list[dict]:
        return [self._prepare_visit_vals(visit) for visit in visits]

    @api.model
    def _prepare_visit_vals(self, visit) -> dict:
        """A visit; ``version`` is given back with each change of it."""
        return {
            **self._prepare_order_vals(visit.order_id),
            "id": visit.id,
            "name": visit.name,
            "outlet_id": visit.outlet_id.id,
            "state": visit.state,
            "technician_ids": visit.technician_ids.ids,
            "start": self._to_text(visit.scheduled_start),
            "end": self._to_text(visit.scheduled_end),
            "version": self._get_version(visit),
            "is_pinned": visit.is_pinned,
            "can_move": visit.state in dispatch_flow.MOVABLE_STATES
            and not visit.is_pinned,
            "conflict": visit.conflict_note or "",
        }

    @api.model
    def _prepare_order_vals(self, order) -> dict:
        site = order.site_partner_id or order.partner_id
        city = order.site_city or site.city
        return {
            "order_id": order.id,
            "order_name": order.name,
            "outlet_id": order.outlet_id.id,
            "customer": order.partner_id.name or order.contact_name or "",
            "contact": order.contact_name or "",
            "city": city or "",
            "address": ", ".join(filter(None, (site.street, site.street2, city))),
            "phone": order.phone or "",
            "unit": order.equipment_id.display_name or "",
            "type": order.type_id.name,
            "symptom": order.symptom_id.name or "",
            "priority": order.priority,
            "received_at": self._to_text(order.received_at),
            "deadline": self._to_text(order.sla_deadline),
            "warn_at": self._to_text(order.sla_warn_at),
            "hours": self._get_visit_hours(order),
        }

    @api.model
    def _get_visit_hours(self, order) -> float:
        """How long a visit for this order is booked at first."""
        return order.type_id.visit_hours or order.company_id.aftersales_visit_hours

    @api.model
    def _get_version(self, visit) -> str:
        """Changes whenever somebody writes on the visit."""
        return visit.write_date.isoformat()
