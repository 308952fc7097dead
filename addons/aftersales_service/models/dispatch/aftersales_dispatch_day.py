from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ..flag import flag_domain

# Nothing is left to do in these.
OVER_STATES = ("finished", "returned", "cancelled")


class AftersalesDispatch(models.Model):
    """A visit and the days around it: what is left over, what is looked at."""

    _inherit = "aftersales.dispatch"

    is_left_over = fields.Boolean(
        string="Left Over",
        compute="_compute_is_left_over",
        search="_search_is_left_over",
        help="Planned before today and neither finished nor cancelled (R062).",
    )
    spot_check_ids = fields.One2many(
        "aftersales.spot.check",
        "dispatch_id",
        "Spot Checks",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_inspector",
    )
    spot_check_count = fields.Integer(
        string="Number of Spot Checks",
        compute="_compute_spot_check_count",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_inspector",
    )

    @api.depends("scheduled_start", "state")
    @api.depends_context("uid", "tz")
    def _compute_is_left_over(self):
        today, _tomorrow = self._get_day_bounds(fields.Date.context_today(self))
        for dispatch in self:
            dispatch.is_left_over = (
                bool(dispatch.scheduled_start)
                and dispatch.scheduled_start < today
                and dispatch.state not in OVER_STATES
            )

    def _search_is_left_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        today, _tomorrow = self._get_day_bounds(fields.Date.context_today(self))
        left_over = Domain("scheduled_start", "<", today) & Domain(
            "state", "not in", OVER_STATES
        )
        return flag_domain(value, left_over)

    def _compute_spot_check_count(self):
        counts = dict(
            self.env["aftersales.spot.check"]._read_group(
                [("dispatch_id", "in", self.ids)], ["dispatch_id"], ["__count"]
            )
        )
        for dispatch in self:
            dispatch.spot_check_count = counts.get(dispatch, 0)

    @api.model
    def _get_day_bounds(self, first, last=None) -> tuple[datetime, datetime]:
        """Start of ``first`` and end of ``last`` (default: the same day) in UTC, naive,
        as the user's clock counts days."""
        zone = pytz.timezone(self.env.context.get("tz") or self.env.user.tz or "UTC")
        start, end = (
            zone.localize(datetime.combine(day, time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (first, fields.Date.add(last or first, days=1))
        )
        return start, end

    def action_view_spot_checks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_spot_check_action"
        )
        action["domain"] = [("dispatch_id", "=", self.id)]
        action["context"] = {"default_dispatch_id": self.id}
        return action

    def action_daily_report(self):
        """The report of the user's own day, whichever visits are selected."""
        return self.env["aftersales.daily.report"]._open_today()
