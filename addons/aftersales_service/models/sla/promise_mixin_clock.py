from collections import defaultdict
from datetime import timedelta

from odoo import fields, models

from ...tools import sla_clock

# How far ahead the working time of a promise is looked up: first guess, and the end of
# patience with a calendar that hardly ever works.
HORIZON_DAYS = 60
LAST_HORIZON_DAYS = 4 * 366


class AftersalesPromiseMixin(models.AbstractModel):
    """The clock of a promise: started, paused and stopped by its document's moments."""

    _inherit = "aftersales.promise.mixin"

    def _run_clocks(self) -> None:
        """Set start, deadline, pauses and plan from the documents' moments.

        Working time is looked up once for each calendar, whatever the number of rows.
        """
        rows = self.filtered(lambda row: row.state in ("running", "paused"))
        starts = rows._get_document()._get_start_moments()
        waiting = rows._get_document()._get_counted_pauses()
        by_calendar = defaultdict(lambda: self.browse())
        for row in rows:
            start = starts[row._get_document()][row.start_milestone]
            if row.start_at != start:
                row.start_at = start
            if start:
                by_calendar[row.calendar_id] |= row
            else:
                row._set_clock({})
        for calendar, timed in by_calendar.items():
            timed._run_on(calendar, waiting)

    def _run_on(self, calendar, waiting) -> None:
        """Clocks on one calendar; ``waiting``: pauses by document and milestone."""
        days, left = HORIZON_DAYS, self
        while left:
            work = left._get_work_time(calendar, days)
            beyond = self.browse()
            for row in left:
                pauses = waiting[row._get_document()].get(row.milestone, ())
                try:
                    row._set_clock(row._read_clock(work, pauses))
                except sla_clock.OutOfWorkTime:
                    beyond |= row
            if beyond and (not work or days >= LAST_HORIZON_DAYS):
                for row in beyond:
                    row._set_clock({"has_no_work_time": True})
                return
            left, days = beyond, days * 3

    def _get_work_time(self, calendar, days: int):
        """Working time from the first start of the rows, ``days`` beyond the last."""
        if all(row.unit == sla_clock.HOUR for row in self):
            return None
        starts = self.mapped("start_at")
        last = max([*starts, fields.Datetime.now()])
        return calendar.sudo()._get_work_time(min(starts), last + timedelta(days=days))

    def _read_clock(self, work, pauses) -> dict:
        """Values of a running clock.

        :raise sla_clock.OutOfWorkTime: ``work`` does not reach as far
        """
        self.ensure_one()
        start, unit = self.start_at, self.unit
        deadline, stopped = sla_clock.clock(start, self.amount, unit, work, pauses)
        # A ladder being edited is not in order yet.
        steps = self.policy_id.sudo().step_ids.sorted(
            lambda step: (step.hours_late, step.rate, step.sequence, step.id)
        )
        moments = steps._get_moments(start, deadline, unit, work, pauses)
        return {
            "state": "paused" if stopped else "running",
            "deadline": deadline.replace(microsecond=0),
            "warn_at": sla_clock.share_of(
                self.warn_rate or 1.0, start, deadline, unit, work, pauses
            ).replace(microsecond=0),
            "plan": [
                [step.id, fields.Datetime.to_string(moment)]
                for step, moment in zip(steps, moments, strict=True)
            ],
        }

    def _set_clock(self, vals: dict) -> None:
        """Write what changed; a paused clock is not looked at until it runs again."""
        self.ensure_one()
        vals = {
            "state": "running",
            "deadline": False,
            "warn_at": False,
            "plan": [],
            "has_no_work_time": False,
            **vals,
        }
        self.update({k: v for k, v in vals.items() if self[k] != v})
        self.next_check_at = (
            self.state == "running" and self.deadline and self._get_next_check()
        )

    def _meet(self, moment) -> None:
        """The milestone was reached at ``moment``."""
        self.ensure_one()
        missed = self.state != "paused" and bool(
            self.deadline and moment > self.deadline
        )
        self.update(
            {
                "state": "met",
                "met_at": moment,
                "recorded_at": fields.Datetime.now(),
                "is_missed": missed,
                "breached_at": missed and self.deadline,
                "next_check_at": False,
            }
        )

    def _measure(self) -> None:
        """Hours that counted and that did not, on each promise's own clock."""
        waiting = self._get_document()._get_counted_pauses()
        for calendar, rows in self.filtered("start_at").grouped("calendar_id").items():
            work = rows._get_work_time(calendar, 1)
            for row in rows:
                pauses = waiting[row._get_document()].get(row.milestone, ())
                span = (row.start_at, row.met_at, pauses, row.unit, work)
                paused = sla_clock.paused_seconds(*span) / 3600
                whole = sla_clock.elapsed_seconds(
                    row.start_at, row.met_at, row.unit, work
                )
                row.update(
                    {"paused_hours": paused, "used_hours": whole / 3600 - paused}
                )
