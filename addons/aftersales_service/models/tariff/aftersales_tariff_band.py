from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import tariff


class AftersalesTariffBand(models.Model):
    """Days and hours that the tariff has prices of their own for.

    What a working day, a day off or a public holiday is, and which hours are working
    hours, is said by the host's calendar: the outlet's, else the company's.
    """

    _name = "aftersales.tariff.band"
    _description = "Tariff Time Band"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    on_work_days = fields.Boolean(string="Working Days", default=True)
    on_days_off = fields.Boolean(
        string="Weekends", default=True, help="Days without working hours."
    )
    on_holidays = fields.Boolean(
        string="Public Holidays",
        default=True,
        help="Days that the calendar of the outlet or the company keeps free.",
    )
    hours = fields.Selection(
        [
            (tariff.ANY_HOUR, "All Day"),
            (tariff.WORKING, "Working Hours"),
            (tariff.OUT_OF_HOURS, "Out of Hours"),
            (tariff.BETWEEN, "Between Two Hours"),
        ],
        default=tariff.ANY_HOUR,
        required=True,
        help="Working hours are those of the outlet's calendar, else the company's.",
    )
    hour_from = fields.Float(string="From")
    hour_to = fields.Float(
        string="To", help="Earlier than From: the band runs over midnight."
    )

    _hours_of_a_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= 24 AND hour_to >= 0 AND hour_to <= 24)",
        "Hours of a time band lie between 00:00 and 24:00.",
    )

    @api.constrains("on_work_days", "on_days_off", "on_holidays")
    def _check_days(self):
        for band in self:
            if not band._get_days():
                raise ValidationError(
                    self.env._(
                        "Time band “%(band)s”: choose Working Days, Weekends or "
                        "Public Holidays.",
                        band=band.name,
                    )
                )

    def _get_days(self) -> frozenset:
        self.ensure_one()
        days = {
            tariff.WORK_DAY: self.on_work_days,
            tariff.DAY_OFF: self.on_days_off,
            tariff.HOLIDAY: self.on_holidays,
        }
        return frozenset(day for day, is_taken in days.items() if is_taken)

    def _get_band(self) -> tariff.Band:
        self.ensure_one()
        return tariff.Band(
            days=self._get_days(),
            hours=self.hours,
            start=self.hour_from,
            end=self.hour_to,
        )

    def _describe(self) -> str:
        """When this band holds, in words for the published tariff."""
        self.ensure_one()
        days = [
            self._fields[name]._description_string(self.env)
            for name in ("on_work_days", "on_days_off", "on_holidays")
            if self[name]
        ]
        hours = dict(self._fields["hours"]._description_selection(self.env))[self.hours]
        if self.hours == tariff.BETWEEN:
            hours = f"{_clock(self.hour_from)}–{_clock(self.hour_to)}"
        return f"{', '.join(days)} · {hours}"


def _clock(hour: float) -> str:
    hours, minutes = divmod(round(hour * 60), 60)
    return f"{hours:02d}:{minutes:02d}"
