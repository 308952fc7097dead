"""What was counted is judged the same way whatever the numbers are."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

evidence = load_pure("aftersales_service/tools/evidence.py")
judgement = load_pure("aftersales_audit/tools/evidence.py")
AT_LEAST, AT_MOST = evidence.AT_LEAST, evidence.AT_MOST
MET, NOT_MET, SAMPLED = evidence.MET, evidence.NOT_MET, evidence.SAMPLED

percents = st.floats(0, 100)
hows = st.sampled_from(
    [evidence.PRO_RATA, AT_LEAST, AT_MOST, evidence.NUMBER, evidence.NO_MORE]
)


@st.composite
def counts(draw):
    samples = draw(st.integers(0, 10_000))
    return evidence.Proposal(SAMPLED, "", samples, draw(st.integers(0, samples)))


proposals = st.one_of(
    counts(),
    st.builds(evidence.Proposal, st.sampled_from([MET, NOT_MET]), st.just("")),
)


@given(counts(), percents, percents)
def test_a_stricter_limit_is_never_easier(counted, one, other):
    for how, (easy, strict) in (
        (AT_LEAST, sorted((one, other))),
        (AT_MOST, sorted((one, other), reverse=True)),
    ):
        if judgement.judge(counted, how, strict) is None:
            assert counted.samples == 0
        elif judgement.judge(counted, how, strict).result == MET:
            assert judgement.judge(counted, how, easy).result == MET


@given(counts(), st.integers(0, 100))
def test_a_share_on_the_limit_reaches_it_and_does_not_exceed_it(counted, percent):
    if counted.samples and 100 * counted.passed == percent * counted.samples:
        assert judgement.judge(counted, AT_LEAST, percent).result == MET
        assert judgement.judge(counted, AT_MOST, percent).result == MET


@given(counts(), hows, percents)
def test_samples_stay_only_where_points_are_in_proportion(counted, how, limit):
    judged = judgement.judge(counted, how, limit)
    if judged:
        assert (judged.samples > 0) == (how == evidence.PRO_RATA)
        assert judged.items == counted.items


@given(st.lists(proposals, min_size=1, max_size=6))
def test_together_they_are_no_better_than_the_worst(several):
    merged = judgement.merge(several)
    order = [NOT_MET, SAMPLED, MET]
    assert merged.result == min((one.result for one in several), key=order.index)
    assert 0 <= merged.passed <= merged.samples
