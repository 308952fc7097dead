"""May somebody audit a unit? Nobody audits his own work or department, nor whom he
advised in the last years.

>>> li = Auditor(frozenset({OUTLET + ":7", DEPARTMENT + ":2"}),
...     (Advice(DEPARTMENT + ":3", date(2025, 6, 1)),))
>>> conflicts(li, OUTLET + ":7", date(2026, 5, 1), years=2)
('own',)
>>> conflicts(li, DEPARTMENT + ":3", date(2027, 6, 1), years=2)
('advised',)
>>> conflicts(li, DEPARTMENT + ":3", date(2027, 6, 2), years=2)  # two years are over
()
>>> everywhere = li._replace(advice=(Advice(COMPANY, date(2026, 1, 1)),))
>>> conflicts(everywhere, OUTLET + ":9", date(2026, 5, 1), years=2)
('advised',)
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ...aftersales_service.tools.evidence import COMPANY, DEPARTMENT, OUTLET


class Advice(NamedTuple):
    """Whom somebody advised, and his last day there."""

    unit: str
    last_day: date


class Auditor(NamedTuple):
    """``units``: where he works, or what he is responsible for."""

    units: frozenset[str]
    advice: tuple[Advice, ...] = ()


def unit_key(department: int | bool, outlet: int | bool) -> str:
    """A unit by the ids of its department and outlet; of neither: the company.

    >>> unit_key(3, False), unit_key(3, 7), unit_key(False, False)
    ('department:3', 'outlet:7', 'company')
    """
    if outlet:
        return f"{OUTLET}:{outlet}"
    return f"{DEPARTMENT}:{department}" if department else COMPANY


def conflicts(auditor: Auditor, unit: str, day: date, years: int) -> tuple[str, ...]:
    """Why he may not audit it on a day: ``own``, ``advised``.

    :param unit: ``COMPANY``, or a kind and its id (``outlet:7``)
    """
    found = []
    if unit in auditor.units:
        found.append("own")
    advised = [row for row in auditor.advice if row.unit in (unit, COMPANY)]
    if any(_is_recent(row.last_day, day, years) for row in advised):
        found.append("advised")
    return tuple(found)


def free_auditors(
    auditors: Iterable[Auditor], unit: str, day: date, years: int
) -> list[Auditor]:
    """Those of a team who may audit the unit."""
    return [one for one in auditors if not conflicts(one, unit, day, years)]


def _is_recent(last_day: date, day: date, years: int) -> bool:
    try:
        until = last_day.replace(year=last_day.year + years)
    except ValueError:  # 29 February
        until = last_day.replace(year=last_day.year + years, day=28)
    return day <= until
