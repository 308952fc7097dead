from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import fields, models
from odoo.tools.intervals import Intervals

from ...tools.sla_clock import WorkTime


class ResourceCalendar(models.Model):
    """Working days that make up for a holiday (调休): our one addition to the host.

    They enter where the host asks for attendances, so that planning, leave and every
    clock see them alike.
    """

    _inherit = "resource.calendar"

    aftersales_makeup_day_ids = fields.One2many(
        "aftersales.makeup.day",
        "calendar_id",
        string="Make-up Working Days",
        copy=True,
    )

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources, domain=domain, tz=tz, lunch=lunch
        )
        days = self._get_makeup_days(start_dt, end_dt)
        if not days:
            return result
        for resource in [*(resources or ()), self.env["resource.resource"]]:
            zone = tz or timezone((resource or self).tz)
            extra = self._get_makeup_intervals(days, zone, start_dt, end_dt, lunch)
            kept = self._without_days(result[resource.id], {d.date for d in days}, zone)
            result[resource.id] = Intervals([*kept, *extra], keep_distinct=True)
        return result

    def _get_makeup_days(self, start_dt, end_dt):
        return self.aftersales_makeup_day_ids.filtered_domain(
            [
                ("date", ">=", start_dt.date() - timedelta(days=1)),
                ("date", "<=", end_dt.date() + timedelta(days=1)),
            ]
        )

    def _get_makeup_intervals(self, days, zone, start_dt, end_dt, lunch) -> list:
        """Hours of the weekday that each day stands for, inside the bounds."""
        intervals = []
        for day in days:
            for attendance in day._get_attendances(lunch):
                start = day._at(attendance.hour_from, zone)
                end = day._at(attendance.hour_to, zone)
                start, end = max(start, start_dt), min(end, end_dt)
                if start < end:
                    intervals.append((start, end, attendance))
        return intervals

    def _without_days(self, intervals, days, zone) -> list:
        """A day that makes up works its substitute's hours, not also its own."""
        return [i for i in intervals if i[0].astimezone(zone).date() not in days]

    def _get_work_time(self, start: datetime, end: datetime) -> WorkTime:
        """Working spans between two UTC moments, leaves of the calendar taken out.

        The day of ``start`` counts from its first minute, so that working days can be
        counted from it.
        """
        self.ensure_one()
        zone = timezone(self.tz)
        first_day = utc.localize(start).astimezone(zone).date()
        low = zone.localize(datetime.combine(first_day, time.min))
        work = self._work_intervals_batch(low, utc.localize(end))[False]
        return WorkTime(
            [(self._to_utc(start), self._to_utc(end)) for start, end, _days in work],
            zone,
        )

    def _to_utc(self, moment: datetime) -> datetime:
        """UTC, naive; the host's 24:00 lies one microsecond before midnight."""
        moment = moment.astimezone(utc).replace(tzinfo=None)
        if moment.microsecond:
            moment += timedelta(microseconds=1_000_000 - moment.microsecond)
        return moment

    def _has_work_time(self) -> bool:
        """Does anybody ever work by this calendar?"""
        self.ensure_one()
        return bool(self.attendance_ids.filtered(lambda a: a.day_period != "lunch"))
