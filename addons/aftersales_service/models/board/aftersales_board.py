from datetime import timedelta

from pytz import utc

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools import dispatch_flow
from ..flow_mixin import ROLE_GROUPS

# What one screen can show; beyond it the planner is asked to choose an outlet.
MAX_ROWS = 200
MAX_CARDS = 1000
MAX_DAYS = 31


class AftersalesBoard(models.AbstractModel):
    """What the dispatch board shows: people, their time, visits and waiting orders.

    The board asks once for a span of time and gets all of it; how a visit and a
    waiting order are told stands in ``_cards``, what moves them in ``_moves``.
    Moments are UTC in the host's text form, as everywhere in its web client.
    """

    _name = "aftersales.board"
    _description = "Dispatch Board"

    @api.model
    @api.readonly
    def action_load(self, start: str, end: str, outlet_id: int = 0) -> dict:
        """Everything the board shows from ``start`` to ``end``, of one outlet or all.

        :return: ``outlets`` ``rows`` ``visits`` ``cards``, the number of technicians
            and waiting orders there are in all (``row_count``, ``card_count``), and
            what the client must know of the server
        """
        self._check_planner()
        start, end = self._parse_span(start, end)
        outlets = self._get_outlets()
        # Kept from yesterday, or from another company: show all.
        outlet_id = outlet_id if outlet_id in outlets.ids else 0
        shown = self._get_shown_outlets(outlets, outlet_id)
        visits = self._search_visits(start, end, shown if outlet_id else None)
        home = self._get_home_outlets(shown, visits)
        people = self.env["hr.employee"].sudo().browse(list(home)[:MAX_ROWS])
        cards, card_count = self._get_cards(shown if outlet_id else None)
        return {
            "outlet_id": outlet_id,
            "outlets": [
                {"id": outlet.id, "name": outlet.display_name, "color": outlet.color}
                for outlet in outlets
            ],
            "rows": self._get_rows(people, home, visits, start, end),
            "row_count": len(home),
            "visits": self._prepare_visits(visits),
            "cards": cards,
            "card_count": card_count,
            "states": self.env["aftersales.dispatch"]
            ._fields["state"]
            ._description_selection(self.env),
        }

    @api.model
    def _check_planner(self) -> None:
        """Only who may send a visit may plan one here."""
        roles = dispatch_flow.ROLES["send"]
        if any(self.env.user.has_group(ROLE_GROUPS[role]) for role in roles):
            return
        raise AccessError(
            self.env._("The dispatch board is for dispatchers and outlet managers.")
        )

    @api.model
    def _parse_span(self, start: str, end: str):
        """Naive UTC moments, in order and not too far apart."""
        try:
            span = fields.Datetime.to_datetime(start), fields.Datetime.to_datetime(end)
        except (TypeError, ValueError):
            span = (None, None)
        if not all(span) or not span[0] < span[1] <= span[0] + timedelta(days=MAX_DAYS):
            raise UserError(
                self.env._(
                    "The board shows a span of at most %(days)s days. Choose a start "
                    "and a later end.",
                    days=MAX_DAYS,
                )
            )
        return span

    # -- people -------------------------------------------------------------------

    @api.model
    def _get_outlets(self):
        """Outlets whose people the user plans: his own, or the company's."""
        domain = Domain("company_id", "in", self.env.companies.ids) & Domain(
            "state", "not in", ("candidate", "closed")
        )
        if not self.env.user.has_group(ROLE_GROUPS["dispatcher"]):
            domain &= Domain("access_user_ids", "in", [self.env.uid])
        return self.env["aftersales.outlet"].search(domain)

    @api.model
    def _get_shown_outlets(self, outlets, outlet_id: int):
        """The chosen outlet and those below it."""
        if not outlet_id:
            return outlets
        # A path ends with a slash: 1/2/ is below 1/, 12/ is not.
        path = outlets.browse(outlet_id).parent_path
        return outlets.filtered(lambda outlet: outlet.parent_path.startswith(path))

    @api.model
    def _get_home_outlets(self, outlets, visits) -> dict[int, int]:
        """Outlet by technician, in the order of rows; 0 for who belongs to none.

        Who has a visit is shown even if he works for another outlet.
        """
        home: dict[int, int] = {}
        for outlet in outlets.sudo():
            for technician in outlet.technician_ids.sorted("name"):
                home.setdefault(technician.id, outlet.id)
        for technician in visits.technician_ids.sorted("name"):
            home.setdefault(technician.id, 0)
        return home

    @api.model
    def _get_rows(self, people, home, visits, start, end) -> list[dict]:
        work = self._get_work(people, start, end)
        leave = self._get_leave(people, start, end)
        busy = self._get_busy_elsewhere(people, visits, start, end)
        return [
            {
                "id": person.id,
                "name": person.name,
                "outlet_id": home[person.id],
                "work": work.get(person.id, []),
                "leave": leave.get(person.id, []),
                "busy": busy.get(person.id, []),
            }
            for person in people
        ]

    # -- their time ---------------------------------------------------------------

    @api.model
    def _get_work(self, people, start, end) -> dict[int, list[list[str]]]:
        """Working time by technician, after holidays and leave.

        One question a calendar, however many people work by it.
        """
        start, end = utc.localize(start), utc.localize(end)
        work: dict[int, list[list[str]]] = {}
        for calendar, group in people.grouped("resource_calendar_id").items():
            if not calendar:
                # Works when there is work, as the host has it.
                whole = [self._to_text(start), self._to_text(end)]
                work.update({person.id: [whole] for person in group})
                continue
            resources = group.resource_id
            intervals = calendar._work_intervals_batch(start, end, resources)
            for person in group:
                work[person.id] = [
                    [self._to_text(begin), self._to_text(stop)]
                    for begin, stop, _attendance in intervals[person.resource_id.id]
                ]
        return work

    @api.model
    def _get_leave(self, people, start, end) -> dict[int, list[list[str]]]:
        slots = self.env["aftersales.dispatch"]._get_leave_slots(people.ids, start, end)
        return self._group_slots(slots)

    @api.model
    def _get_busy_elsewhere(self, people, visits, start, end):
        """Visits the user may not read: that somebody is taken, not by whom."""
        others = (
            self.env["aftersales.dispatch"]
            .sudo()
            .search(
                self._get_span_domain(start, end)
                & Domain("technician_ids", "in", people.ids)
                & Domain("state", "in", dispatch_flow.BUSY_STATES)
                & Domain("id", "not in", visits.ids)
            )
        )
        return self._group_slots(others._get_slots())

    @api.model
    def _group_slots(self, slots) -> dict[int, list[list[str]]]:
        grouped: dict[int, list[list[str]]] = {}
        for slot in slots:
            grouped.setdefault(slot.person, []).append(
                [self._to_text(slot.start), self._to_text(slot.end)]
            )
        return grouped

    # -- visits -------------------------------------------------------------------

    @api.model
    def _search_visits(self, start, end, outlets=None):
        """Visits of the span that the user may read, of these outlets or their people.

        With all rights from here on: a visit shows its order's customer, as its form
        does, also to who may not open the order.
        """
        domain = (
            self._get_span_domain(start, end)
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("state", "!=", "cancelled")
            & Domain("technician_ids", "!=", False)
        )
        if outlets is not None:
            people = outlets.sudo().technician_ids.ids
            domain &= Domain("outlet_id", "in", outlets.ids) | Domain(
                "technician_ids", "in", people
            )
        return self.env["aftersales.dispatch"].search(domain).sudo()

    @api.model
    def _get_span_domain(self, start, end) -> Domain:
        return Domain("scheduled_start", "<", end) & Domain("scheduled_end", ">", start)

    @api.model
    def _to_text(self, moment) -> str | bool:
        """A moment, with or without a zone, as the web client reads it."""
        if moment and moment.tzinfo:
            moment = moment.astimezone(utc).replace(tzinfo=None)
        return fields.Datetime.to_string(moment)
