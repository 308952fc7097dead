from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import day_off


class AftersalesLoadHolidays(models.TransientModel):
    """Brings a year's public holidays and make-up days into working schedules.

    Can be run again: what is there already is left alone.
    """

    _name = "aftersales.load.holidays"
    _description = "Load Public Holidays"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_country_id",
        store=True,
        readonly=False,
    )
    calendar_ids = fields.Many2many(
        "resource.calendar",
        string="Working Schedules",
        required=True,
        domain="[('company_id', 'in', (company_id, False))]",
        compute="_compute_calendar_ids",
        store=True,
        readonly=False,
    )
    preview = fields.Text(compute="_compute_preview")

    @api.depends("company_id")
    def _compute_country_id(self):
        for wizard in self:
            wizard.country_id = wizard.company_id.country_id

    @api.depends("company_id")
    def _compute_calendar_ids(self):
        for wizard in self:
            wizard.calendar_ids = self.env["resource.calendar"].search(
                [("company_id", "=", wizard.company_id.id)]
            )

    @api.depends("year", "country_id")
    def _compute_preview(self):
        for wizard in self:
            try:
                wizard.preview = wizard._describe(wizard._get_year())
            except UserError as error:
                wizard.preview = str(error)

    def _describe(self, year: day_off.Year) -> str:
        lines = [
            f"{span.first} – {span.last}  {span.name}"
            if span.first != span.last
            else f"{span.first}  {span.name}"
            for span in year.holidays
        ]
        if year.makeup_days:
            lines.append(
                self.env._(
                    "Worked in exchange: %(days)s",
                    days=", ".join(map(str, year.makeup_days)),
                )
            )
        return "\n".join(lines)

    def _get_year(self) -> day_off.Year:
        """:raise UserError: names the country or year and the cure"""
        self.ensure_one()
        if not self.country_id:
            raise UserError(self.env._("Choose the Country whose holidays to load."))
        try:
            return day_off.year_of(self.country_id.code, self.year)
        except day_off.UnknownYear as error:
            raise UserError(
                self.env._(
                    "The holidays of %(year)s are not known here yet. Update the "
                    "Python package chinesecalendar, or enter them by hand.",
                    year=str(self.year),
                )
            ) from error
        except day_off.UnknownCountry as error:
            raise UserError(
                self.env._(
                    "No holidays are known for %(country)s. Enter them by hand.",
                    country=self.country_id.name,
                )
            ) from error

    def action_load(self):
        """Create what is missing in each schedule and open the schedules."""
        self.ensure_one()
        year = self._get_year()
        if not self.calendar_ids:
            raise UserError(self.env._("Choose the Working Schedules to fill."))
        self.calendar_ids.check_access("read")
        self._load_holidays(year)
        self._load_makeup_days(year)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "resource.action_resource_calendar_form"
        )
        return {**action, "domain": [("id", "in", self.calendar_ids.ids)]}

    def _load_holidays(self, year: day_off.Year) -> None:
        # Who may run this manages the service, not everybody's leave.
        leaves = self.env["resource.calendar.leaves"].sudo()
        existing = leaves.search(
            [("calendar_id", "in", self.calendar_ids.ids), ("resource_id", "=", False)]
        )
        have = {(leave.calendar_id.id, leave.date_from) for leave in existing}
        vals_list = []
        for calendar in self.calendar_ids:
            zone = timezone(calendar.tz)
            for span in year.holidays:
                start = self._midnight(span.first, zone)
                if (calendar.id, start) not in have:
                    end = self._midnight(span.last + timedelta(days=1), zone)
                    vals_list.append(
                        {
                            "name": span.name,
                            "calendar_id": calendar.id,
                            "company_id": calendar.company_id.id or self.company_id.id,
                            "date_from": start,
                            "date_to": end - timedelta(seconds=1),
                        }
                    )
        leaves.create(vals_list)

    def _load_makeup_days(self, year: day_off.Year) -> None:
        makeup = self.env["aftersales.makeup.day"]
        have = {
            (day.calendar_id.id, day.date)
            for day in self.calendar_ids.aftersales_makeup_day_ids
        }
        makeup.create(
            [
                {
                    "name": name or self.env._("Make-up working day"),
                    "calendar_id": calendar.id,
                    "date": day,
                }
                for calendar in self.calendar_ids
                for day, name in year.makeup_days.items()
                if (calendar.id, day) not in have
            ]
        )

    def _midnight(self, day, zone) -> datetime:
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(utc).replace(tzinfo=None)
