"""A step is stamped with the phone's time where that can be true."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

device_time = load_pure("aftersales_service/tools/device_time.py")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
skews = st.timedeltas(timedelta(days=-400), timedelta(days=400))


@given(st.none() | moments, skews, moments, st.none() | moments)
def test_nothing_is_stamped_later_than_it_arrived(device_at, skew, now, before):
    assert device_time.decide(device_at, skew, now, before).at <= now


@given(st.none() | moments, skews, moments, st.timedeltas(timedelta(0)))
def test_nothing_is_stamped_before_the_step_before_it(device_at, skew, now, ago):
    before = now - min(ago, timedelta(days=300))
    assert device_time.decide(device_at, skew, now, before).at >= before


@given(moments, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_true_clock_is_believed(now, ago):
    done = (now - ago).replace(microsecond=0)
    moment = device_time.decide(done, timedelta(0), now, None)
    assert moment == (done, "device")


@given(moments, st.timedeltas(timedelta(0), timedelta(days=30)), skews)
def test_a_clock_that_is_off_gives_the_true_moment(now, ago, skew):
    done = now - ago
    moment = device_time.decide(done - skew, skew, now, None)
    error = timedelta(seconds=1)
    if abs(skew) <= device_time.TOLERANCE:
        error += abs(skew)
    assert abs(moment.at - done) <= error
    assert moment.source in ("device", "corrected")


@given(st.none() | moments, skews, moments, st.none() | moments)
def test_the_time_of_arrival_is_named_as_such(device_at, skew, now, before):
    moment = device_time.decide(device_at, skew, now, before)
    if moment.source in device_time.SERVER_SOURCES:
        assert moment.at == now


@given(moments, moments, moments, moments)
def test_steps_keep_their_order(one, other, now, before):
    """Two steps of one phone, stamped one after the other."""
    first, second = sorted((one, other))
    earlier = device_time.decide(first, timedelta(0), now, min(before, now))
    later = device_time.decide(second, timedelta(0), now, earlier.at)
    assert earlier.at <= later.at
