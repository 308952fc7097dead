"""Papers, places in the hierarchy, opening hours and who is found first."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

papers = load_pure("aftersales_service/tools/outlet_papers.py")
membership = load_pure("aftersales_service/tools/membership.py")
hours = load_pure("aftersales_service/tools/opening_hours.py")
finder = load_pure("aftersales_service/tools/outlet_finder.py")
geo = load_pure("aftersales_service/tools/geo.py")
territory = load_pure("aftersales_service/tools/territory.py")

FIRST = date(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
parents = st.sampled_from(["N", "S", None])
moves = st.lists(st.tuples(days, parents), max_size=6).map(
    lambda found: sorted(found, key=lambda item: item[0])
)


def walk(steps):
    spans = []
    for day, parent in steps:
        spans = membership.move(spans, parent, day)
    return spans


@given(moves)
def test_spans_never_share_a_day(steps):
    spans = walk(steps)
    for before, after in zip(spans, spans[1:], strict=False):
        assert before.end is not None and before.end < after.start
    assert all(span.end is None or span.start <= span.end for span in spans)


@given(moves, days, parents)
def test_a_move_changes_nothing_before_its_day(steps, day, parent):
    spans = walk(steps)
    moved = membership.move(spans, parent, day)
    for offset in range(-5, 70):
        then = FIRST + timedelta(days=offset)
        wanted = membership.parent_on(spans, then) if then < day else parent
        assert membership.parent_on(moved, then) == wanted


@given(moves, days)
def test_the_same_move_twice_is_one(steps, day):
    once = membership.move(walk(steps), "S", day)
    assert membership.move(once, "S", day) == once


types = st.sampled_from(["licence", "photo"])
paper_lists = st.lists(
    st.builds(
        papers.Paper,
        type=types,
        since=st.one_of(st.none(), days),
        until=st.one_of(st.none(), days),
        has_file=st.booleans(),
    ),
    max_size=6,
)
requirement_lists = st.lists(
    st.builds(papers.Requirement, type=types, count=st.integers(1, 3)),
    max_size=2,
    unique_by=lambda item: item.type,
)


@given(requirement_lists, paper_lists, days)
def test_a_gap_is_less_than_required_and_nothing_else(required, held, day):
    found = {gap.type: gap for gap in papers.gaps(required, held, day)}
    for requirement in required:
        valid = [
            paper
            for paper in held
            if paper.type == requirement.type and papers.refusal(paper, day) is None
        ]
        assert (requirement.type in found) == (len(valid) < requirement.count)
        if requirement.type in found:
            assert found[requirement.type].held == len(valid)


@given(requirement_lists, paper_lists, days, st.builds(papers.Paper, type=types))
def test_another_valid_paper_never_makes_it_worse(required, held, day, more):
    before = {gap.type for gap in papers.gaps(required, held, day)}
    after = {gap.type for gap in papers.gaps(required, [*held, more], day)}
    assert after <= before


openings = st.lists(
    st.builds(
        lambda day, start, length: hours.Opening(day, start, start + length),
        st.integers(0, 6),
        st.integers(0, 20),
        st.integers(1, 4),
    ),
    max_size=12,
)


@given(openings, st.integers(0, 6), st.integers(0, 23))
def test_rows_are_open_when_the_week_is(week, day, hour):
    shown = any(
        row.first <= day <= row.last
        and any(start <= hour < end for start, end in row.spans)
        for row in hours.rows(week)
    )
    assert shown == hours.is_open(week, day, hour)


points = st.one_of(
    st.none(), st.builds(geo.Point, st.floats(20, 50), st.floats(80, 130))
)
spots = st.lists(
    st.builds(
        lambda key, point, city: finder.Spot(
            key, territory.Territory(key, cities=(city,)), point, (city,)
        ),
        st.integers(),
        points,
        st.sampled_from(["Jinan", "Qingdao"]),
    ),
    max_size=8,
    unique_by=lambda spot: spot.key,
)


@given(spots, st.builds(geo.Point, st.floats(20, 50), st.floats(80, 130)))
def test_the_nearest_stand_first_and_nobody_is_lost(known, here):
    found = finder.find(known, finder.Query(here=here))
    assert {one.key for one in found} == {spot.key for spot in known}
    distances = [one.km for one in found if one.km is not None]
    assert distances == sorted(distances)


@given(spots, st.sampled_from(["Jinan", "qing", "Lhasa"]))
def test_a_place_finds_who_is_there(known, place):
    found = {one.key for one in finder.find(known, finder.Query(place=place))}
    assert found == {
        spot.key for spot in known if place.casefold() in spot.words[0].casefold()
    }
