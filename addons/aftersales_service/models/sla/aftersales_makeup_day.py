from datetime import datetime, time, timedelta

from odoo import fields, models


class AftersalesMakeupDay(models.Model):
    """A day off that is worked, in exchange for a holiday."""

    _name = "aftersales.makeup.day"
    _description = "Make-up Working Day"
    _order = "date, id"

    name = fields.Char(required=True)
    calendar_id = fields.Many2one(
        "resource.calendar", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="calendar_id.company_id", store=True)
    date = fields.Date(required=True)
    works_like = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        default="0",
        required=True,
        help="The hours of this weekday are worked.",
    )

    _date_uniq = models.UniqueIndex(
        "(calendar_id, date)", "This working schedule has the make-up day already."
    )

    def _get_attendances(self, lunch: bool = False):
        """Hours of the weekday that is worked; of two-week calendars that week's."""
        self.ensure_one()
        calendar = self.calendar_id
        attendances = calendar.attendance_ids.filtered(
            lambda a: (
                not a.display_type
                and a.dayofweek == self.works_like
                and (a.day_period == "lunch") == lunch
            )
        )
        if calendar.two_weeks_calendar:
            week = str(attendances.get_week_type(self.date))
            attendances = attendances.filtered(lambda a: a.week_type == week)
        return attendances

    def _at(self, hour: float, zone) -> datetime:
        """Moment of an hour of the day (24.0: midnight that ends it)."""
        self.ensure_one()
        midnight = datetime.combine(self.date, time.min)
        return zone.localize(midnight + timedelta(seconds=round(hour * 3600)))
