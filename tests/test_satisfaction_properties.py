"""Figures of satisfaction: what holds for any answers whatsoever."""

from decimal import Decimal

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

satisfaction = load_pure("aftersales_service/tools/satisfaction.py")
Item = satisfaction.Item

marks = st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=60)
scores = st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=60)
weights = st.one_of(
    st.just(0), st.decimals("0.01", "10", places=2, allow_nan=False).map(float)
)
items = st.lists(st.builds(Item, marks.map(tuple), st.just(5), weights), max_size=6)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])


def is_empty(answers):
    return all(answer is None for answer in answers)


@given(marks, st.integers(1, 5), st.randoms())
def test_the_order_of_answers_changes_nothing(answers, threshold, random):
    shuffled = random.sample(answers, len(answers))
    for figure in (
        lambda given: satisfaction.rate(given, threshold),
        lambda given: satisfaction.index([Item(given, 5, 0.3)]),
        lambda given: satisfaction.net_promoter(given, 5, 3),
        lambda given: satisfaction.customer_effort(given),
        lambda given: satisfaction.net_promoter_interval(given, 5, 3, 0.95),
    ):
        assert figure(answers) == figure(shuffled)


@given(items, st.randoms())
def test_the_order_of_questions_and_of_their_answers_changes_nothing(asked, random):
    shuffled = [
        item._replace(marks=random.sample(item.marks, len(item.marks)))
        for item in random.sample(asked, len(asked))
    ]
    assert satisfaction.index(asked) == satisfaction.index(shuffled)


@given(marks, scores)
def test_exactly_the_empty_sample_has_empty_figures(answers, likely):
    for score, given_ in (
        (satisfaction.rate(answers, 4), answers),
        (satisfaction.index([Item(answers, 5)]), answers),
        (satisfaction.net_promoter(likely, 9, 6), likely),
        (satisfaction.customer_effort(likely), likely),
    ):
        assert (score.value is None) == is_empty(given_)
        assert score.valid == sum(answer is not None for answer in given_)


@given(marks)
def test_whoever_says_nothing_changes_nothing(answers):
    said = [answer for answer in answers if answer is not None]
    assert satisfaction.rate(answers, 4) == satisfaction.rate(said, 4)
    assert satisfaction.index([Item(answers, 5)]) == satisfaction.index([Item(said, 5)])


@given(items)
def test_the_index_lies_between_the_worst_and_the_best_question(asked):
    whole = satisfaction.index(asked).value
    single = [
        satisfaction.index([item._replace(weight=1)]).value
        for item in asked
        if item.weight and not is_empty(item.marks)
    ]
    if single:
        assert min(single) - 1e-9 <= whole <= max(single) + 1e-9
    else:
        assert whole is None


@given(items, st.integers(2, 9))
def test_only_the_proportion_of_weights_counts(asked, factor):
    scaled = [
        item._replace(weight=float(Decimal(str(item.weight)) * factor))
        for item in asked
    ]
    assert satisfaction.index(asked) == satisfaction.index(scaled)


@given(marks.filter(lambda answers: not is_empty(answers)), st.integers(1, 5))
def test_one_more_satisfied_customer_never_lowers_a_figure(answers, threshold):
    more = [*answers, 5]
    assert (
        satisfaction.rate(more, threshold).value
        >= satisfaction.rate(answers, threshold).value
    )
    assert (
        satisfaction.index([Item(more, 5)]).value
        >= satisfaction.index([Item(answers, 5)]).value
    )


def test_rate_and_index_are_two_figures():
    all_just_satisfied = [4] * 10
    assert satisfaction.rate(all_just_satisfied, 4).value == 100
    assert satisfaction.index([Item(all_just_satisfied, 5)]).value == 80


@given(scores, st.integers(5, 10), st.data())
def test_net_promoters_are_counted_by_hand(likely, promoter_from, data):
    detractor_to = data.draw(st.integers(0, promoter_from - 1))
    said = [score for score in likely if score is not None]
    assume(said)
    promoters = [score for score in said if score >= promoter_from]
    detractors = [score for score in said if score <= detractor_to]
    value = satisfaction.net_promoter(likely, promoter_from, detractor_to).value
    assert abs(value - 100 * (len(promoters) - len(detractors)) / len(said)) < 1e-9
    assert -100 <= value <= 100


shares = st.integers(1, 500).flatmap(
    lambda valid: st.tuples(st.integers(0, valid), st.just(valid))
)


@given(shares, confidences)
def test_the_interval_holds_the_rate_and_stays_within_the_ends(share, confidence):
    low, high = satisfaction.wilson(*share, confidence)
    assert 0 <= low <= 100 * share[0] / share[1] + 1e-9
    assert 100 * share[0] / share[1] - 1e-9 <= high <= 100
    assert low < high  # a sample never knows for sure


@given(shares, confidences, st.integers(0, 1000))
def test_a_finite_population_narrows_the_interval(share, confidence, others):
    endless = satisfaction.wilson(*share, confidence)
    finite = satisfaction.wilson(*share, confidence, population=share[1] + others)
    assert endless.low - 1e-9 <= finite.low and finite.high <= endless.high + 1e-9


@given(shares, confidences)
def test_who_asked_everybody_knows(share, confidence):
    low, high = satisfaction.wilson(*share, confidence, population=share[1])
    assert low == high == 100 * share[0] / share[1]


@given(shares, confidences)
def test_the_interval_of_the_dissatisfied_is_its_mirror(share, confidence):
    hits, valid = share
    low, high = satisfaction.wilson(hits, valid, confidence)
    other = satisfaction.wilson(valid - hits, valid, confidence)
    assert abs(other.low - (100 - high)) < 1e-6
    assert abs(other.high - (100 - low)) < 1e-6


@given(st.integers(0, 10**6), st.integers(1, 20), confidences)
def test_a_sample_is_never_larger_than_the_population(population, margin, confidence):
    size = satisfaction.sample_size(population, margin, confidence)
    assert 0 <= size <= population
    assert (size > 0) == (population > 0)


@given(st.integers(2, 10**6), st.integers(1, 20), confidences)
def test_the_sample_keeps_its_margin(population, margin, confidence):
    """Cochran's size is for the simple interval, which is never below Wilson's."""
    size = satisfaction.sample_size(population, margin, confidence)
    low, high = satisfaction.wilson(size // 2, size, confidence, population)
    assert (high - low) / 2 <= margin + 1.0


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_more_customers_never_need_a_smaller_sample(one, more):
    assert satisfaction.sample_size(one, 5, 0.95) <= satisfaction.sample_size(
        one + more, 5, 0.95
    )


@given(st.integers(0, 1000), st.integers(1, 100), st.integers(1, 5000))
def test_enough_are_invited_or_all(answers, expected, population):
    asked = satisfaction.invitations(answers, expected, population)
    assert asked == population or asked * expected >= answers * 100


@given(st.integers(-10_000, 10_000))
def test_half_goes_up_as_on_paper(hundredths):
    value = float(Decimal(hundredths) / 100)
    printed = satisfaction.rounded(value)
    assert abs(printed - Decimal(hundredths) / 100) <= Decimal("0.05")
    if abs(hundredths) % 10 == 5:
        assert abs(printed) > abs(Decimal(hundredths) / 100)
