"""Maintenance days and contract amounts: nothing twice, nothing lost, to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

recurrence = load_pure("aftersales_service/tools/recurrence.py")
billing = load_pure("aftersales_service/tools/contract_billing.py")
cover = load_pure("aftersales_service/tools/contract_cover.py")

START = date(2024, 1, 1)
dates = st.dates(START, date(2027, 12, 31))
months = st.integers(1, 12)
rules = st.builds(
    recurrence.Rule,
    unit=st.sampled_from(["day", "week", "month", "year"]),
    every=st.integers(1, 40),
    weekday=st.none() | st.integers(0, 6),
    season=st.none() | st.tuples(months, months),
)
readings = st.lists(
    st.builds(recurrence.Reading, dates, st.integers(0, 10_000).map(float)),
    max_size=6,
    unique_by=lambda reading: reading.day,
)
cents = st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 100)
intervals = st.sampled_from([1, 3, 6, 12])


@given(rules, dates, dates)
def test_days_follow_one_another_within_season_and_horizon(rule, first, until):
    found = list(recurrence.days(rule, first, until))
    assert found == sorted(set(found))
    for day in found:
        assert first <= day <= until
        assert recurrence.in_season(day, rule.season)
        assert rule.weekday is None or day.weekday() == rule.weekday


@given(rules, dates, dates, dates)
def test_asking_in_parts_gives_what_asking_once_gives(rule, first, middle, until):
    middle = min(middle, until)
    early = list(recurrence.days(rule, first, middle))
    late = list(recurrence.days(rule, first, until, after=middle))
    assert early + late == list(recurrence.days(rule, first, until))


@given(dates, st.sets(dates, max_size=30).map(sorted))
def test_a_visit_moves_to_the_nearest_working_day(day, work_days):
    later = recurrence.move(day, "next", work_days)
    earlier = recurrence.move(day, "previous", work_days)
    assert later == min((d for d in work_days if d >= day), default=day)
    assert earlier == max((d for d in work_days if d <= day), default=day)
    assert recurrence.move(day, "stay", work_days) == day


@given(readings, st.integers(1, 5_000), st.integers(0, 10_000), dates)
def test_a_meter_is_due_at_every_interval_once(read, every, base, until):
    found = list(recurrence.forecast(read, every, base, until))
    assert [due.value for due in found] == [
        base + every * number for number in range(1, len(found) + 1)
    ]
    assert all(due.day <= until for due in found)
    assert [due.day for due in found] == sorted(due.day for due in found)


@given(readings)
def test_use_is_never_negative_and_needs_no_order(read):
    assert recurrence.rate(read) >= 0
    assert recurrence.rate(read) == recurrence.rate(list(reversed(read)))


@given(st.integers(1, 400))
def test_so_many_visits_a_year_come_out(visits):
    rule = recurrence.interval(visits)
    assert rule.every >= 1
    year = recurrence.days(rule, START, START + timedelta(364))
    assert len(list(year)) >= min(visits, 364)


@given(dates, st.integers(0, 1500), intervals, st.booleans())
def test_periods_cover_every_day_once(start, length, step, is_calendar):
    end = start + timedelta(length)
    found = billing.periods(start, end, step, is_calendar)
    assert found[0].first == start
    assert found[-1].last == end
    for before, after in zip(found, found[1:], strict=False):
        assert after.first == before.last + timedelta(1)
    for period in found:
        assert 0 < period.share <= 1
    assert all(period.share == 1 for period in found[1:-1])


@given(cents, dates, st.integers(0, 1500), intervals, st.booleans())
def test_the_parts_cost_what_the_whole_costs(price, start, length, step, is_calendar):
    end = start + timedelta(length)
    spans = billing.periods(start, end, step, is_calendar)
    parts = billing.amounts(price, spans)
    whole = Fraction(price) * sum(span.share for span in spans)
    assert abs(Fraction(sum(parts)) - whole) <= Fraction(1, 200)
    for part, span in zip(parts, spans, strict=True):
        assert abs(Fraction(part) - Fraction(price) * span.share) <= Fraction(1, 100)
        assert part == part.quantize(Decimal("0.01"))


@given(cents, dates, intervals, st.lists(st.integers(1, 400), max_size=5))
def test_a_period_cut_into_pieces_costs_what_it_cost(price, start, step, cuts):
    """However a full period is cut by new versions, to the cent."""
    whole = billing.periods(start, billing.add_months(start, step), step)[0]
    days = (whole.last - whole.first).days + 1
    edges = sorted({0, days, *(cut for cut in cuts if cut < days)})
    pieces = [
        billing.Period(
            whole.first + timedelta(low),
            whole.first + timedelta(high - 1),
            Fraction(high - low, days),
        )
        for low, high in zip(edges, edges[1:], strict=False)
    ]
    assert sum(billing.amounts(price, pieces)) == price


@given(cents, dates, st.integers(0, 700), st.integers(0, 700), intervals)
def test_who_ends_early_pays_for_the_days_he_had(price, start, length, cut, step):
    """What was invoiced less what is credited is the price of the shorter term."""
    spans = billing.periods(start, start + timedelta(length), step)
    short = billing.periods(start, start + timedelta(min(cut, length)), step)
    billed = [{"a": amount} for amount in billing.amounts(price, spans)]
    owed = [{"a": amount} for amount in billing.amounts(price, short)]
    back = billing.surplus(billed, owed)["a"]
    assert sum(row["a"] for row in billed) - back == sum(row["a"] for row in owed)


lines = st.lists(
    st.builds(
        cover.Line,
        st.sampled_from(["labour", "travel", "goods"]),
        st.frozensets(st.integers(1, 3), max_size=2),
        st.frozensets(st.integers(1, 3), max_size=2),
        st.booleans(),
    ),
    max_size=6,
)
works = st.builds(
    cover.Work,
    st.sampled_from(["labour", "travel", "goods"]),
    st.none() | st.integers(1, 3),
    st.frozensets(st.integers(1, 3), max_size=2),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(-1, 3),
)


@given(lines, works, st.randoms())
def test_cover_does_not_depend_on_the_order_of_lines(found, work, random):
    mixed = list(found)
    random.shuffle(mixed)
    assert cover.decide(found, work) == cover.decide(mixed, work)


@given(lines, works)
def test_what_the_customer_spoilt_is_not_covered(found, work):
    decision = cover.decide(found, work._replace(is_misuse=True, is_visit=False))
    assert decision == cover.Decision(False, "misuse")
