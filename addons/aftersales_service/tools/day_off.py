"""Public holidays of a year, and the days that are worked in exchange (调休).

Mainland China moves working days to make long holidays; other countries do not.

>>> year = china(2026)
>>> [str(day) for day in year.makeup_days][:3]
['2026-01-04', '2026-02-14', '2026-02-28']
>>> [(span.name, str(span.first), str(span.last)) for span in year.holidays][0]
("New Year's Day", '2026-01-01', '2026-01-03')
>>> country("DE", 2026).holidays[0].name
"New Year's Day"
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
import holidays


class Span(NamedTuple):
    """Days off in a row, both ends included."""

    name: str
    first: date
    last: date


class Year(NamedTuple):
    """``makeup_days``: name by day that is worked although it is a day off."""

    holidays: list[Span]
    makeup_days: Mapping[date, str]


class UnknownYear(ValueError):
    """The holidays of this year have not been published with the package."""


class UnknownCountry(ValueError):
    """No calendar of this country is known."""


def year_of(country_code: str, year: int) -> Year:
    """Holidays of a country in a year.

    :raise UnknownYear: not published yet, or before the records begin
    :raise UnknownCountry: no such country
    """
    return china(year) if country_code == "CN" else country(country_code, year)


def china(year: int) -> Year:
    """As the State Council publishes it each autumn for the year to come."""
    days, makeup = {}, {}
    day = date(year, 1, 1)
    while day.year == year:
        try:
            is_off, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError as error:
            raise UnknownYear(str(error)) from error
        if is_off and name:
            days[day] = name
        elif not is_off and day.weekday() >= 5:
            makeup[day] = name
        day += timedelta(days=1)
    return Year(_spans(days), makeup)


def country(country_code: str, year: int, language: str = "en_US") -> Year:
    try:
        known = holidays.country_holidays(country_code, years=year)
    except NotImplementedError as error:
        raise UnknownCountry(str(error)) from error
    if language in known.supported_languages:
        known = holidays.country_holidays(country_code, years=year, language=language)
    return Year(_spans(known), dict.fromkeys(sorted(known.weekend_workdays), ""))


def _spans(days: Mapping[date, str]) -> list[Span]:
    """Days of one name in a row are one span."""
    spans: list[Span] = []
    for day in sorted(days):
        last = spans[-1] if spans else None
        follows = last and last.last + timedelta(days=1) == day
        if follows and last.name == days[day]:
            spans[-1] = last._replace(last=day)
        else:
            spans.append(Span(days[day], day, day))
    return spans
