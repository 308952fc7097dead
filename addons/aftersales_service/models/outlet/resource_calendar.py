from datetime import datetime

import pytz

from odoo import api, models
from odoo.fields import Domain

from ...tools import opening_hours


class ResourceCalendar(models.Model):
    """A week in words, and who is there now, for those who look for an outlet."""

    _inherit = "resource.calendar"

    def _get_openings(self) -> list[opening_hours.Opening]:
        """Hours of a week; a calendar of two weeks gives what is open in either."""
        return [
            opening_hours.Opening(int(line.dayofweek), line.hour_from, line.hour_to)
            for line in self.attendance_ids
            if line.day_period != "lunch"
            and not line.display_type
            and line.hour_to > line.hour_from
        ]

    def _get_opening_words(self) -> str:
        """For example ``Mon–Fri 08:00–12:00, 13:00–17:00; Sat 09:00–12:00``."""
        if not self or self.flexible_hours:
            return ""
        days = self._get_day_names()
        parts = []
        for row in opening_hours.rows(self._get_openings()):
            name = days[row.first]
            if row.last != row.first:
                name = f"{name}–{days[row.last]}"
            spans = ", ".join(
                f"{opening_hours.clock(start)}–{opening_hours.clock(end)}"
                for start, end in row.spans
            )
            parts.append(f"{name} {spans}")
        return "; ".join(parts)

    @api.model
    def _get_day_names(self) -> list[str]:
        return [
            self.env._("Mon"),
            self.env._("Tue"),
            self.env._("Wed"),
            self.env._("Thu"),
            self.env._("Fri"),
            self.env._("Sat"),
            self.env._("Sun"),
        ]

    def _get_open_at(self, moment: datetime):
        """Calendars that are open at a moment (naive, UTC), in two queries."""
        closed = (
            self.env["resource.calendar.leaves"]
            .sudo()  # everybody sees that a door is locked
            .search(
                Domain("resource_id", "=", False)
                & Domain("calendar_id", "in", [*self.ids, False])
                & Domain("company_id", "in", [*self.company_id.ids, False])
                & Domain("date_from", "<=", moment)
                & Domain("date_to", ">", moment)
            )
        )
        everywhere = closed.filtered(lambda leave: not leave.calendar_id).company_id
        return self.filtered(
            lambda calendar: (
                calendar not in closed.calendar_id
                and calendar.company_id not in everywhere
                and calendar._is_open_at(moment)
            )
        )

    def _is_open_at(self, moment: datetime) -> bool:
        """By the week's hours alone, on the clock of the calendar."""
        self.ensure_one()
        here = pytz.utc.localize(moment).astimezone(pytz.timezone(self.tz or "UTC"))
        hour = here.hour + here.minute / 60
        return opening_hours.is_open(self._get_openings(), here.weekday(), hour)
