from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools import dispatch_flow


class AftersalesBoard(models.AbstractModel):
    """What a planner does on the dispatch board: plan, move, take back, send.

    Each method answers with what the board has to draw anew: ``visits`` that stand
    on it (the one moved, and those whose conflicts may have changed with it),
    ``cards`` that wait again, ``removed`` visits that are gone. A visit is changed
    only as the planner saw it: its ``version`` must still be the one he was shown.
    """

    _inherit = "aftersales.board"

    @api.model
    def action_plan(
        self, order_id: int, technician_id: int, start: str, end: str
    ) -> dict:
        """Plan a visit for an order that waits for one."""
        self._check_planner()
        span = self._parse_span(start, end)
        order = self.env["aftersales.order"].search(
            Domain("id", "=", order_id) & self._get_waiting_order_domain()
        )
        if not order:
            raise UserError(
                self.env._(
                    "This order no longer waits for a visit: somebody else planned it, "
                    "or its state changed. The board now shows what is planned."
                )
            )
        # Two planners who drop the same order at once: the second one is told.
        order.lock_for_update(allow_referencing=True)
        visit = self.env["aftersales.dispatch"].create(
            {
                **order._prepare_dispatch_vals(),
                "technician_ids": [Command.set([technician_id])],
                "scheduled_start": span[0],
                "scheduled_end": span[1],
            }
        )
        return self._get_changes(visit)

    @api.model
    def action_move(
        self,
        dispatch_id: int,
        version: str,
        start: str,
        end: str,
        technician_ids: list[int],
    ) -> dict:
        """Put a visit that has not left yet at another time, or with other people."""
        self._check_planner()
        span = self._parse_span(start, end)
        visit = self._get_visit(dispatch_id, version)
        self._check_movable(visit)
        before = visit._get_slots()
        self._assign(visit, span, technician_ids)
        return self._get_changes(visit, before)

    @api.model
    def action_unplan(self, dispatch_id: int, version: str) -> dict:
        """Lay a planned visit back among those that wait for people and a time."""
        self._check_planner()
        visit = self._get_visit(dispatch_id, version)
        self._check_movable(visit, ("planned",))
        before = visit._get_slots()
        self._assign(visit, (False, False), [])
        return self._get_changes(visit, before)

    @api.model
    def action_discard(self, dispatch_id: int, version: str) -> dict:
        """Cancel a planned visit; its order waits again."""
        self._check_planner()
        visit = self._get_visit(dispatch_id, version)
        self._check_movable(visit, ("planned",))
        before = visit._get_slots()
        self._free_lead(visit, visit.technician_ids)
        visit.action_cancel()
        return self._get_changes(visit, before)

    @api.model
    def action_send(self, dispatch_ids: list[int]) -> dict:
        """Send those of the visits that are still planned."""
        self._check_planner()
        visits = (
            self.env["aftersales.dispatch"]
            .browse(dispatch_ids)
            .exists()
            .filtered(lambda visit: visit.state == "planned")
        )
        visits.action_send()
        return self._get_changes(visits)

    # -- what is checked ------------------------------------------------------------

    @api.model
    def _get_visit(self, dispatch_id: int, version: str):
        """The visit, if nobody changed it since the planner was shown it."""
        visit = self.env["aftersales.dispatch"].browse(dispatch_id).exists()
        if not visit:
            raise UserError(self.env._("This visit has been deleted meanwhile."))
        visit.check_access("write")
        if self._get_version(visit) != version:
            raise UserError(
                self.env._(
                    "%(visit)s was changed by %(user)s meanwhile. The board now shows "
                    "it as it is: look again and repeat your change if it still holds.",
                    visit=visit.name,
                    user=visit.sudo().write_uid.name,
                )
            )
        return visit

    @api.model
    def _check_movable(self, visit, states=dispatch_flow.MOVABLE_STATES) -> None:
        if visit.is_pinned:
            raise UserError(
                self.env._(
                    "%(visit)s is pinned: its time and people stay. Unpin it first.",
                    visit=visit.name,
                )
            )
        if visit.state not in states:
            labels = dict(visit._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(visit)s is in state “%(state)s”: this is possible only in "
                    "%(states)s.",
                    visit=visit.name,
                    state=labels[visit.state],
                    states=", ".join(labels[state] for state in states),
                )
            )

    # -- what is done -----------------------------------------------------------------

    @api.model
    def _assign(self, visit, span: tuple, technician_ids: list[int]) -> None:
        technicians = visit.sudo().technician_ids
        self._free_lead(visit, technicians - technicians.browse(technician_ids))
        visit.write(
            {
                "scheduled_start": span[0],
                "scheduled_end": span[1],
                "technician_ids": [Command.set(technician_ids)],
            }
        )

    @api.model
    def _free_lead(self, visit, leaving) -> None:
        """An order is not led by who no longer goes; the visit names the next one."""
        order = visit.order_id
        if order.technician_id.id in leaving.ids:
            order.technician_id = False

    @api.model
    def _get_changes(self, visits, before=()) -> dict:
        """What the board draws anew after ``visits`` left the slots ``before``."""
        visits = visits.sudo()
        gone = visits.filtered(lambda visit: visit.state == "cancelled")
        placed = (visits - gone).filtered(
            lambda visit: visit.technician_ids and visit.scheduled_start
        )
        neighbours = self._get_neighbours(visits, [*before, *placed._get_slots()])
        orders = self.env["aftersales.order"].search(
            Domain("id", "in", gone.order_id.ids) & self._get_waiting_order_domain()
        )
        return {
            "visits": self._prepare_visits(placed | neighbours),
            "cards": self._prepare_order_cards(orders)
            + self._prepare_visits(visits - gone - placed),
            "removed": gone.ids,
        }

    @api.model
    def _get_neighbours(self, visits, slots: list):
        """Other visits of these people that meet the slots, or met them."""
        if not slots:
            return visits.browse()
        others = self.env["aftersales.dispatch"].search(
            self._get_span_domain(
                min(slot.start for slot in slots), max(slot.end for slot in slots)
            )
            & Domain("technician_ids", "in", list({slot.person for slot in slots}))
            & Domain("state", "in", dispatch_flow.BUSY_STATES)
            & Domain("id", "not in", visits.ids)
        )
        return others.sudo()
