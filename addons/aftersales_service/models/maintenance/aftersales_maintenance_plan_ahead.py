from collections import defaultdict
from datetime import date, datetime, time, timedelta

import pytz

from odoo import api, fields, models

from ...tools import recurrence

BATCH = 200
# Longest run of days off that a visit is moved across.
LONGEST_REST = timedelta(days=31)


class AftersalesMaintenancePlan(models.Model):
    """Visits to come, written down ahead of their orders.

    A visit's key is the day (or the reading) that the rule gives: asked twice, the same
    visits come out, and a unique index keeps them from being written twice.
    """

    _inherit = "aftersales.maintenance.plan"

    @api.model
    def _cron_generate(self) -> None:
        """Visits that come into sight, then orders of those that are near."""
        cron = self.env["ir.cron"]
        orders = self.env["aftersales.maintenance.occurrence"]
        for work in (self._review_batch, orders._order_batch):
            while done := work(BATCH):
                if not cron._commit_progress(done):
                    return

    @api.model
    def _review_batch(self, limit: int) -> int:
        plans = self.search(
            [
                ("state", "=", "active"),
                ("review_on", "<=", fields.Date.context_today(self)),
            ],
            order="review_on, id",
            limit=limit,
        ).try_lock_for_update(allow_referencing=True)
        plans._plan_ahead()
        return len(plans)

    def _plan_anew(self) -> None:
        """The rule has changed: what has no order yet is laid out by the new one."""
        self._forget_planned()
        self._plan_ahead()

    def _forget_planned(self) -> None:
        self.sudo().occurrence_ids.filtered(
            lambda visit: visit.state == "planned"
        ).unlink()

    def _stop(self, last_day: date | None = None) -> None:
        """The contract is over: no visit is made after its last day."""
        plans = self.filtered(lambda plan: plan.state != "ended")
        if last_day and last_day >= fields.Date.context_today(self):
            plans.occurrence_ids.filtered(
                lambda visit: visit.state == "planned" and visit.date > last_day
            ).unlink()
        else:
            plans.action_end()

    def _plan_ahead(self) -> None:
        """Write down the visits in sight; the same queries whatever the number."""
        today = fields.Date.context_today(self)
        plans = self.sudo().filtered(lambda plan: plan.state == "active")
        if not plans:
            return
        starts, known = plans._get_starts(), plans._get_known_keys()
        found = {
            plan: [
                due
                for due in plan._get_dues(starts[plan], plan._get_sight(today))
                if (plan.id, plan._get_key(due)) not in known
            ]
            for plan in plans
        }
        work_days = plans._get_work_days(
            [due.day for dues in found.values() for due in dues]
        )
        self.env["aftersales.maintenance.occurrence"].sudo().create(
            [
                plan._prepare_occurrence_vals(due, work_days)
                for plan, dues in found.items()
                for due in dues
            ]
        )
        for days, same in plans.grouped("preview_days").items():
            # Half of what is in sight is left when more is written down.
            same.review_on = today + timedelta(days=max(1, days // 2))

    def _get_sight(self, today: date) -> date:
        """The last day that visits are written down for."""
        self.ensure_one()
        ends = (
            today + timedelta(days=max(self.preview_days, self.horizon_days)),
            self.date_end,
            self.contract_id.date_end,
        )
        return min(day for day in ends if day)

    # -- what happened before ----------------------------------------------------------

    def _get_starts(self) -> dict:
        """By plan: last day of the rule, last day and reading that count; ``None``
        where there was no visit yet. One query."""
        rows = self.env["aftersales.maintenance.occurrence"]._read_group(
            [("plan_id", "in", self.ids), ("state", "!=", "planned")],
            ["plan_id"],
            ["rule_date:max", "counted_date:max", "counted_value:max"],
        )
        none = (None, None, None)
        return dict.fromkeys(self, none) | {plan: tuple(row) for plan, *row in rows}

    def _get_known_keys(self) -> set[tuple[int, str]]:
        rows = self.env["aftersales.maintenance.occurrence"].search_fetch(
            [("plan_id", "in", self.ids)], ["plan_id", "key"]
        )
        return {(visit.plan_id.id, visit.key) for visit in rows}

    # -- what is due -------------------------------------------------------------------

    def _get_rule(self) -> recurrence.Rule:
        self.ensure_one()
        return recurrence.Rule(
            unit=self.interval_unit,
            every=self.interval,
            weekday=int(self.weekday) if self.weekday else None,
            season=(int(self.season_from), int(self.season_to))
            if self.season_from
            else None,
        )

    def _get_dues(self, start: tuple, until: date) -> list[recurrence.Due]:
        """Days of the plan (with readings, if by meter) behind its last visit."""
        self.ensure_one()
        rule_date, counted_date, counted_value = start
        if self.trigger == "meter":
            base = counted_value if counted_value is not None else self.meter_start
            return list(
                recurrence.forecast(
                    self.meter_id._get_readings(), self.meter_every, base, until
                )
            )
        rule, first, after = self._get_rule(), self.date_start, rule_date
        if self.is_floating and counted_date:
            first, after = recurrence.step(rule, counted_date), counted_date
        # What lay in a pause, or before the plan was made, is not made up for.
        past = self.activated_on and self.activated_on - timedelta(days=1)
        after = max((day for day in (after, past) if day), default=None)
        return [
            recurrence.Due(day, 0.0)
            for day in recurrence.days(rule, first, until, after)
        ]

    def _get_key(self, due: recurrence.Due) -> str:
        return f"{due.value:g}" if self.trigger == "meter" else str(due.day)

    def _prepare_occurrence_vals(self, due: recurrence.Due, work_days: dict) -> dict:
        self.ensure_one()
        return {
            "plan_id": self.id,
            "key": self._get_key(due),
            "rule_date": due.day,
            "date": recurrence.move(
                due.day, self.day_off_rule, work_days[self._get_calendar()]
            ),
            "due_value": due.value,
        }

    # -- days off ----------------------------------------------------------------------

    def _get_calendar(self):
        self.ensure_one()
        return self.outlet_id.calendar_id or self.company_id.resource_calendar_id

    def _get_work_days(self, days: list[date]) -> dict:
        """Working days around some days, by calendar, in order."""
        found: dict = defaultdict(list)
        if not days:
            return found
        first, last = min(days) - LONGEST_REST, max(days) + LONGEST_REST
        for calendar in {plan._get_calendar() for plan in self}:
            if calendar:
                zone = pytz.timezone(calendar.tz or "UTC")
                start, end = (
                    zone.localize(datetime.combine(day, time.min))
                    for day in (first, last)
                )
                spans = calendar._work_intervals_batch(start, end)[False]
                found[calendar] = sorted(
                    {begin.astimezone(zone).date() for begin, _end, _who in spans}
                )
        return found
