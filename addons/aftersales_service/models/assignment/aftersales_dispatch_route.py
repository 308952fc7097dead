from datetime import timedelta

from odoo import fields, models

from ...tools import dispatch_flow, route

# On the way or at the customer's: these are where they are.
MOVING_STATES = ("departed", "arrived")


class AftersalesDispatch(models.Model):
    """The order of a technician's visits of one day."""

    _inherit = "aftersales.dispatch"

    route_sequence = fields.Integer(
        string="Route",
        copy=False,
        readonly=True,
        help="Place among the technician's visits of the day, 1 is the first.",
    )

    def action_order_route(self):
        """Number the visits of these technicians' days along a short way."""
        self._check_step_role("route")
        return self._order_routes(is_retiming=False)

    def action_retime_route(self):
        """As above, and give the visits the times of that way.

        What is pinned, under way, or shared with a colleague keeps its time.
        """
        self._check_step_role("retime")
        return self._order_routes(is_retiming=True)

    def _order_routes(self, is_retiming: bool) -> dict:
        unknown, late, times = self.browse(), self.browse(), {}
        for visits in self._get_day_visits():
            found = visits._find_route()
            for place, stop in enumerate(found.stops, 1):
                visit = self.browse(stop.key)
                if visit.route_sequence != place:
                    visit.route_sequence = place
                if visit._is_movable() and visit.scheduled_start != stop.start:
                    times[visit] = stop
            unknown += self.browse(found.unknown)
            if found.late:
                late += visits
        if is_retiming:
            self._retime(times)
        return self._notify_route(unknown, late)

    def _get_day_visits(self):
        """All open visits of the days these belong to, by lead technician and day."""
        planned = self.filtered(
            lambda d: (
                d.scheduled_start
                and d.scheduled_end
                and d.technician_ids
                and d.state in dispatch_flow.BUSY_STATES
            )
        )
        if not planned:
            return []
        day = timedelta(days=1)
        around = self.search(
            [
                ("technician_ids", "in", planned.technician_ids.ids),
                ("state", "in", dispatch_flow.BUSY_STATES),
                ("scheduled_start", ">", min(planned.mapped("scheduled_start")) - day),
                ("scheduled_start", "<", max(planned.mapped("scheduled_start")) + day),
                ("scheduled_end", "!=", False),
            ],
            order="scheduled_start, id",
        )
        days = around.grouped(lambda d: d._get_route_key())
        wanted = planned.grouped(lambda d: d._get_route_key())
        return [days[key] for key in sorted(wanted)]

    def _get_route_key(self) -> tuple:
        self.ensure_one()
        lead = self._get_lead_technician()
        return lead.id, lead._get_local_day(self.scheduled_start)

    def _get_lead_technician(self):
        self.ensure_one()
        people = self.technician_ids.sudo()
        return next(iter(people), people)

    def _is_movable(self) -> bool:
        self.ensure_one()
        return not (
            self.is_pinned
            or self.state in MOVING_STATES
            or len(self.technician_ids) > 1
        )

    def _find_route(self) -> route.Route:
        """Best way through one day's visits of one technician."""
        Order = self.env["aftersales.order"]
        lead = self[:1]._get_lead_technician()
        return route.order_stops(
            [visit._to_stop() for visit in self],
            min(self.mapped("scheduled_start")),
            Order._get_point(lead._get_start_partner()),
            self[:1].company_id._get_road(),
        )

    def _to_stop(self) -> route.Stop:
        self.ensure_one()
        fixed = None if self._is_movable() else self.scheduled_start
        return route.Stop(
            self.id,
            self.env["aftersales.order"]._get_point(
                self.site_partner_id or self.partner_id
            ),
            self.scheduled_end - self.scheduled_start,
            fixed,
            fixed,
        )

    def _retime(self, times: dict) -> None:
        """Give visits new times; two may change places, so all are lifted first."""
        moved = self.browse().union(*times)
        moved.write({"scheduled_start": False, "scheduled_end": False})
        for visit, stop in times.items():
            visit.write({"scheduled_start": stop.start, "scheduled_end": stop.end})

    def _notify_route(self, unknown, late) -> dict:
        lines = []
        if unknown:
            lines.append(
                self.env._(
                    "Placed last, because the site has no coordinates: %(visits)s.",
                    visits=", ".join(unknown.mapped("display_name")),
                )
            )
        if late:
            lines.append(
                self.env._(
                    "Visits with a fixed time cannot all be reached in time: "
                    "%(visits)s. Move or unpin one.",
                    visits=", ".join(
                        late.filtered(lambda d: not d._is_movable()).mapped(
                            "display_name"
                        )
                    ),
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if lines else "success",
                "sticky": bool(lines),
                "message": "\n".join(lines) or self.env._("The route is in order."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
