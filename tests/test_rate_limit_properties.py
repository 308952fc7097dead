"""A visitor waits until the next window and never longer."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

rate_limit = load_pure("aftersales_service/tools/rate_limit.py")

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1))
lengths = st.sampled_from([kind.seconds for kind in rate_limit.KINDS.values()])


@given(moments, lengths)
def test_a_moment_is_in_its_window(now, seconds):
    start = rate_limit.window_start(now, seconds)
    assert start <= now < start + timedelta(seconds=seconds)
    assert rate_limit.window_start(start, seconds) == start


@given(moments, lengths, st.integers(1, 100), st.integers(1, 200))
def test_who_waits_as_told_is_in_a_new_window(now, seconds, limit, count):
    now = now.replace(microsecond=0)
    wait = rate_limit.seconds_to_wait(count, limit, now, seconds)
    assert bool(wait) == (count > limit)
    if wait:
        later = now + timedelta(seconds=wait)
        start = rate_limit.window_start(now, seconds)
        assert rate_limit.window_start(later, seconds) == start + timedelta(
            seconds=seconds
        )


@given(moments, lengths, st.integers(0, 10**6))
def test_no_limit_never_waits(now, seconds, count):
    assert rate_limit.seconds_to_wait(count, 0, now, seconds) == 0


@given(st.ip_addresses(v=4))
def test_addresses_of_the_old_protocol_are_visitors_of_their_own(address):
    assert rate_limit.visitor(str(address)) == str(address)
    assert rate_limit.visitor(f"::ffff:{address}") == str(address)


@given(st.text(max_size=50))
def test_whatever_a_proxy_says_is_somebody(text):
    assert isinstance(rate_limit.visitor(text), str)
