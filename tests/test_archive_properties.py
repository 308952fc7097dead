"""Periods follow each other without gap; an archive shows every touched byte."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

calendar = load_pure("aftersales_service/tools/archive_calendar.py")
archive = load_pure("aftersales_service/tools/archive_zip.py")

periods = st.sampled_from(calendar.PERIODS)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
names = st.text("abc/._0-", min_size=1, max_size=8).filter(lambda n: n != archive.SUMS)
files = st.dictionaries(names, st.binary(max_size=40), min_size=1, max_size=4)


@given(periods, days)
def test_a_day_lies_in_its_period_and_periods_touch(period, day):
    first, last = calendar.bounds(period, day)
    assert first <= day <= last
    assert calendar.bounds(period, first) == calendar.bounds(period, last)
    assert calendar.bounds(period, last + timedelta(days=1))[0] > last


@given(periods, days, st.integers(1, 31))
def test_papers_are_due_soon_after_their_period(period, day, due_day):
    due_day = min(due_day, 7) if period == "week" else due_day
    last = calendar.bounds(period, day)[1]
    due = calendar.due_date(period, last, due_day)
    assert last < due <= last + timedelta(days=31)


@given(periods, days, st.integers(0, 200))
def test_every_finished_period_once(period, since, length):
    today = since + timedelta(days=length)
    found = calendar.finished(period, since, today)
    assert all(last < today for _first, last in found)
    assert all(
        after[0] == before[1] + timedelta(days=1)
        for before, after in zip(found, found[1:], strict=False)
    )
    assert not found or found[0] == calendar.bounds(period, since)


@given(days, st.integers(1, 30))
def test_papers_are_kept_for_whole_years(last, years):
    until = calendar.keep_until(last, years)
    assert until.year == last.year + years and until.month == last.month


@given(files)
def test_same_files_make_the_same_bytes_and_are_in_order(content):
    data = archive.pack(content)
    assert data == archive.pack(dict(reversed(content.items())))
    assert archive.verify(data, archive.sha256(data)) == []
    unpacked = archive.read(data)
    unpacked.pop(archive.SUMS)
    assert unpacked == content


@given(files, st.data())
def test_any_flipped_byte_is_found(content, data):
    packed = archive.pack(content)
    place = data.draw(st.integers(0, len(packed) - 1))
    flip = data.draw(st.integers(1, 255))
    touched = bytearray(packed)
    touched[place] ^= flip
    assert archive.verify(bytes(touched))


@given(files, st.binary(min_size=1, max_size=4))
def test_added_bytes_are_found(content, more):
    packed = archive.pack(content)
    assert archive.verify(packed + more)
    assert archive.verify(more + packed)


@given(files, names, st.binary(max_size=8))
def test_added_and_lost_files_are_named(content, name, data):
    assume(name not in content)
    packed = archive.read(archive.pack(content))
    added = archive._write({**packed, name: data})
    assert archive.Problem("added", name) in archive.verify(added)
    lost = next(iter(content))
    left = {key: value for key, value in packed.items() if key != lost}
    assert archive.Problem("missing", lost) in archive.verify(archive._write(left))


@given(files)
def test_a_file_that_says_something_else_is_named(content):
    packed = archive.read(archive.pack(content))
    changed = next(iter(content))
    packed[changed] += b"!"
    problems = archive.verify(archive._write(packed))
    assert problems == [archive.Problem("changed", changed)]
