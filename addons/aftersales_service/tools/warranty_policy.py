"""What a warranty promises, as plain values: terms, rights, fees.

Sources: standard.md C.3-C.8 (statutory layers), R094-R131 (the companies' promises).
A value that its source leaves open is ``None`` and stays so: ``warranty.decide``
reports it as not set where it would matter, and promises nothing by it.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

REPAIR, EXCHANGE, REFUND = "repair", "exchange", "refund"
EXCHANGE_OTHER, PAID_REPAIR = "exchange_other_model", "paid_repair"

# Which fault a term is for: any, one that hinders use, one that is grave (R097).
ANY, PERFORMANCE, SERIOUS = "any", "performance", "serious"
# How the ends of several clocks become one.
FIRST_KNOWN, EARLIEST, LATEST = "first_known", "earliest", "latest"
# Does a refund after use cost a depreciation fee?
FEE_NOT_SET, FEE_RATE, FEE_FORBIDDEN = "not_set", "rate", "forbidden"

UNIT, PART, LABOUR, TRAVEL = "unit", "part", "labour", "travel"
GOODS = (UNIT, PART)


class Clock(NamedTuple):
    """Runs from a moment of the unit, ``offset_days`` later, for months and days.

    ``without_proof``: used only where the papers are lost (C.5: phones count from the
    90th day after the factory date)."""

    event: str
    months: int | None = None
    days: int = 0
    offset_days: int = 0
    without_proof: bool = False


class Term(NamedTuple):
    """One promise in time.

    ``is_right``: a right of its own beside the warranty (return within 7 days); the
    others are *the* warranty, and one for a part stands in for the unit's.
    ``opens_after_months``: the window opens later (R126: the second month).
    ``ends_on``: the last day as somebody typed it; no clock is asked.
    """

    key: object
    code: str
    clocks: tuple[Clock, ...]
    rule: str = FIRST_KNOWN
    scope: str = UNIT
    part: object = None
    remedies: frozenset[str] = frozenset({REPAIR})
    is_right: bool = False
    severity: str = ANY
    ground: str = "fault"
    opens_after_months: int = 0
    is_extended_by_repair: bool = True
    is_lifetime: bool = False
    ends_on: date | None = None


class Entitlement(NamedTuple):
    """What a count that goes too far gives within the warranty (C.3 art. 11, 12).

    ``metric``: see ``warranty_facts.METRICS``. ``threshold`` is the figure of the
    source; counts are reached (two repairs), times are exceeded (over 90 days).
    ``part``: what is exchanged or refunded is that part, not the unit (C.5); it stands
    in for the unit's entitlements.
    """

    key: object
    metric: str
    threshold: int
    remedies: frozenset[str] = frozenset({EXCHANGE, REFUND})
    alert_at: int | None = None
    is_full_refund: bool = False
    part: object = None


class Policy(NamedTuple):
    """A layer: a law, a province's overlay, the company's promise, a contract.

    ``restarts_repaired_part``: a part's term starts anew when it comes back repaired
    (C.8, Zhejiang). ``pays_direct_loss``: see R099.
    """

    key: object
    kind: str
    terms: tuple[Term, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    exclusions: frozenset[str] = frozenset()
    fee_status: str | None = None
    fee_rate: Decimal | None = None
    restarts_at_exchange: bool | None = None
    fee_restarts_at_exchange: bool | None = None
    repaired_part_days: int | None = None
    restarts_repaired_part: bool | None = None
    burden_months: int | None = None
    burden_whole_term: bool | None = None
    ends_on_workday: bool | None = None
    transport_payer: str | None = None
    loaner_after_days: int | None = None
    pays_direct_loss: bool | None = None
    overlay_key: object = None


def overlay(base: Policy, patch: Policy) -> Policy:
    """``patch`` laid over ``base``: what it sets holds, what it leaves open stays.

    Terms replace those with the same code, entitlements those with the same metric.

    >>> law = Policy("tv", "law", fee_status=FEE_RATE, fee_rate=Decimal("0.001"),
    ...     entitlements=(Entitlement(1, "failed_repairs", 2),))
    >>> zhejiang = Policy("zj", "overlay", fee_status=FEE_FORBIDDEN,
    ...     entitlements=(Entitlement(2, "total_repair_days", 35),))
    >>> both = overlay(law, zhejiang)
    >>> both.key, both.overlay_key, both.fee_status
    ('tv', 'zj', 'forbidden')
    >>> [right.metric for right in both.entitlements]
    ['total_repair_days', 'failed_repairs']
    """
    codes = {term.code for term in patch.terms}
    metrics = {(right.metric, right.part) for right in patch.entitlements}
    values = {
        field: value
        for field, value in patch._asdict().items()
        if value is not None
        and field not in ("key", "kind", "terms", "entitlements", "exclusions")
    }
    if not patch.fee_status:
        values.pop("fee_rate", None)
    return base._replace(
        terms=patch.terms + tuple(t for t in base.terms if t.code not in codes),
        entitlements=patch.entitlements
        + tuple(e for e in base.entitlements if (e.metric, e.part) not in metrics),
        exclusions=base.exclusions | patch.exclusions,
        overlay_key=patch.key,
        **{k: v for k, v in values.items() if k != "overlay_key"},
    )


# -- dates -----------------------------------------------------------------------------

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, months: int) -> date:
    """Same day number months later, else the month's last day (standard.md G.3).

    >>> add_months(date(2024, 1, 31), 1), add_months(date(1995, 12, 1), 12)
    (datetime.date(2024, 2, 29), datetime.date(1996, 12, 1))
    """
    months += day.year * 12 + day.month - 1
    year, month = divmod(months, 12)
    last = _DAYS[month]
    if month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        last = 29
    return date(year, month + 1, min(day.day, last))


class RestDays(NamedTuple):
    """Days on which a term does not end: rest days and holidays, less make-up days."""

    weekdays: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()

    def is_rest(self, day: date) -> bool:
        if day in self.makeup_days:
            return False
        return day in self.holidays or day.weekday() in self.weekdays

    def next_workday(self, day: date) -> date:
        """The day itself, or the next that is not a day of rest (C.3 art. 8).

        >>> RestDays(frozenset({5, 6})).next_workday(date(2026, 5, 2))
        datetime.date(2026, 5, 4)
        """
        if self.weekdays >= set(range(7)):
            return day
        while self.is_rest(day):
            day += timedelta(days=1)
        return day
