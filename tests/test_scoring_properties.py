"""Scores of the self-audit: what must hold whatever was found."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import ADDONS, load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

scoring = load_pure("aftersales_audit/tools/scoring.py")
Leaf, Band = scoring.Leaf, scoring.Band

NATIONAL = [
    Band("not_passed", 0),
    Band("qualified", 70),
    Band("three_star", 80),
    Band("four_star", 90),
    Band("five_star", 95),
]
DUTIES = frozenset({"punish", "corrective", "preventive"})
HONOURS = frozenset({"praise", "reward"})
HOUSE = [
    Band("fail", 0, DUTIES, True),
    Band("pass", 70),
    Band("good", 80),
    Band("excellent", 90, HONOURS),
]


@st.composite
def leaf(draw, results=("met", "not_met", "sampled", "deleted", "not_applicable")):
    points = draw(st.integers(1, 40)) / 2
    result = draw(st.sampled_from(results))
    if result != "sampled":
        return Leaf(points, result)
    samples = draw(st.integers(1, 30))
    return Leaf(points, result, samples, draw(st.integers(0, samples)))


leaves = st.lists(leaf(), min_size=1, max_size=12)
counts = st.integers(0, 6)


def test_all_cases_of_the_independent_calculation():
    path = ADDONS / "aftersales_audit/tests/data/scoring_cases.json"
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 60
    for case in cases:
        found = [
            Leaf(
                row["points"],
                row["result"],
                row.get("samples", 0),
                row.get("nonconforming", 0),
            )
            for row in case["leaves"]
        ]
        score = scoring.evaluate(found, case["special_deductions"], case["bonuses"])
        house = scoring.grade(score, HOUSE)
        assert {
            "score": str(score.shown),
            "national_grade": scoring.grade(score, NATIONAL, fail_at=5).code,
            "internal_band": house.code,
            "needs_action": house.consequences == DUTIES,
            "reward": house.consequences == HONOURS,
        } == case["expected"]


@given(leaves, counts, counts)
def test_the_score_is_what_the_standard_says(found, deductions, bonuses):
    """Counted again without any of the module's helpers, by what an auditor does."""
    inside = [one for one in found if one.result not in ("deleted", "not_applicable")]
    score = scoring.evaluate(found, deductions, bonuses)
    if not inside:
        assert score is None
        return
    earned = {
        "met": lambda one: Fraction(one.points),
        "not_met": lambda one: Fraction(0),
        "sampled": lambda one: (
            Fraction(one.points) * (one.samples - one.nonconforming) / one.samples
        ),
    }
    obtained = sum(earned[one.result](one) for one in inside)
    involved = sum(Fraction(one.points) for one in inside)
    assert (score.obtained, score.involved) == (obtained, involved)
    assert score.base == 100 * obtained / involved
    special = score.base - deductions + (1 if bonuses else 0)
    assert score.value == sorted([0, special, 100])[1]


@given(leaves, counts, counts)
def test_the_score_is_a_percentage(found, deductions, bonuses):
    score = scoring.evaluate(found, deductions, bonuses)
    assume(score)
    assert 0 <= score.value <= 100
    assert 0 <= score.base <= 100
    assert 0 <= score.obtained <= score.involved
    assert 0 <= score.shown <= 100
    assert abs(Fraction(score.shown) - score.value) <= Fraction(1, 200)


@given(st.data(), leaves, counts, counts)
def test_the_score_knows_no_order(data, found, deductions, bonuses):
    shuffled = data.draw(st.permutations(found))
    score = scoring.evaluate(found, deductions, bonuses)
    assert scoring.evaluate(shuffled, deductions, bonuses) == score
    assert scoring.share(scoring.pool(shuffled)) == scoring.share(scoring.pool(found))


@given(st.lists(st.integers(1, 999), min_size=1, max_size=12), st.data())
def test_the_way_points_are_written_does_not_matter(tenths, data):
    """0.1 is one tenth, as a binary fraction too: the sum of ten of them is one."""
    results = [data.draw(st.sampled_from(("met", "not_met"))) for _one in tenths]
    scores = {
        scoring.evaluate(
            Leaf(write(number), result)
            for number, result in zip(tenths, results, strict=True)
        )
        for write in (
            lambda number: number / 10,
            lambda number: Decimal(number) / 10,
            lambda number: Fraction(number, 10),
        )
    }
    assert len(scores) == 1


@given(leaves, leaf(("met",)))
def test_who_does_better_never_scores_less(found, met):
    worse = scoring.evaluate([*found, met._replace(result="not_met")])
    better = scoring.evaluate([*found, met])
    assert worse.value < better.value


@given(leaves, st.integers(1, 40), st.integers(1, 30), st.data())
def test_each_sample_that_failed_costs_the_same(found, points, samples, data):
    failed = data.draw(st.integers(0, samples - 1))

    def lose(nonconforming):
        one = Leaf(points, "sampled", samples, nonconforming)
        return scoring.evaluate([*found, one])

    lost = lose(failed).obtained - lose(failed + 1).obtained
    assert lost == Fraction(points, samples)
    assert lose(failed).value > lose(failed + 1).value


@given(leaves, leaf(), counts, counts)
def test_one_more_indicator_pulls_towards_what_was_found(found, one, down, up):
    before = scoring.evaluate(found, down, up)
    after = scoring.evaluate([*found, one], down, up)
    assume(before)
    earned = scoring.share(one)
    if earned == 1:
        assert after.value >= before.value
    elif earned == 0:
        assert after.value <= before.value
    low, high = sorted([before.base, before.base if earned is None else 100 * earned])
    assert low <= after.base <= high


@given(leaves, st.data())
def test_what_is_deleted_leaves_the_denominator(found, data):
    place = data.draw(st.integers(0, len(found) - 1))
    outside = data.draw(st.sampled_from(("deleted", "not_applicable")))
    deleted = [*found]
    deleted[place] = found[place]._replace(result=outside)
    rest = found[:place] + found[place + 1 :]
    assert scoring.evaluate(deleted) == scoring.evaluate(rest)
    before, after = scoring.evaluate(found), scoring.evaluate(deleted)
    assume(before and after)
    earned = scoring.share(found[place])
    lost = Fraction(found[place].points) if earned is not None else 0
    assert before.involved - after.involved == lost
    # Deleting what failed helps, deleting what was met does not.
    if earned == 0:
        assert after.value >= before.value
    elif earned == 1:
        assert after.value <= before.value


@given(leaves, leaf(("deleted", "not_applicable")))
def test_what_is_deleted_changes_nothing(found, outside):
    assert scoring.evaluate([*found, outside]) == scoring.evaluate(found)


@given(leaves, st.integers(1, 9))
def test_the_unit_of_points_does_not_matter(found, factor):
    score = scoring.evaluate(found)
    assume(score)
    scaled = [one._replace(points=one.points * factor) for one in found]
    assert scoring.evaluate(scaled).value == score.value


@given(st.integers(1, 40), st.integers(1, 30))
def test_a_sample_lies_between_met_and_not_met(points, samples):
    share = scoring.share
    assert share(Leaf(points, "sampled", samples, 0)) == share(Leaf(points, "met"))
    assert share(Leaf(points, "sampled", samples, samples)) == 0


@given(leaves, counts, counts)
def test_each_deduction_costs_one_point_and_never_goes_below_nought(found, few, more):
    without, less = scoring.evaluate(found), scoring.evaluate(found, few)
    assume(without)
    assert less.value == max(without.value - few, 0)
    assert scoring.evaluate(found, few + more).value <= less.value
    assert (less.obtained, less.involved, less.base) == without[:3]


@given(leaves, counts, st.integers(1, 9))
def test_only_one_bonus_counts(found, deductions, bonuses):
    one = scoring.evaluate(found, deductions, 1)
    assert scoring.evaluate(found, deductions, bonuses) == one
    assume(one)
    gained = one.value - scoring.evaluate(found, deductions).value
    assert 0 <= gained <= 1


@given(st.lists(leaf(), min_size=1, max_size=6))
def test_units_of_an_indicator_weigh_the_same(found):
    found = [one._replace(points=4) for one in found]
    pooled, shares = scoring.pool(found), [scoring.share(one) for one in found]
    counted = [one for one in shares if one is not None]
    expected = sum(counted, Fraction(0)) / len(counted) if counted else None
    assert scoring.share(pooled) == expected


def at(value, deductions=0):
    """A score of exactly this much."""
    value = Fraction(value)
    shown = scoring.rounded(value)
    return scoring.Score(value, Fraction(100), value, value, shown, deductions)


values = st.fractions(0, 100, max_denominator=1000)


@pytest.mark.parametrize("bands", [NATIONAL, HOUSE])
@given(data=st.data(), one=values, other=values)
def test_a_better_score_is_no_worse_grade(bands, data, one, other):
    order = [band.code for band in bands]
    shuffled = data.draw(st.permutations(bands))
    worse, better = sorted([one, other])
    ranks = [order.index(scoring.grade(at(v), shuffled).code) for v in (worse, better)]
    assert ranks == sorted(ranks)
    least = bands[ranks[0]].min_score
    above = [band.min_score for band in bands[ranks[0] + 1 :]]
    assert least <= worse < min(above, default=101)


@given(values, st.integers(0, 9))
def test_five_special_deductions_fail_and_fewer_do_not(value, deductions):
    found = scoring.grade(at(value, deductions), NATIONAL, fail_at=5)
    plain = scoring.grade(at(value), NATIONAL, fail_at=5)
    expected = "not_passed" if deductions >= 5 else plain.code
    assert found.code == expected
    assert scoring.grade(at(value, deductions), NATIONAL) == plain


@given(values)
def test_seventy_or_below_is_punished_ninety_or_above_rewarded(value):
    found = scoring.grade(at(value), HOUSE)
    expected = DUTIES if value <= 70 else HONOURS if value >= 90 else frozenset()
    assert found.consequences == expected


@given(st.sampled_from([70, 80, 90, 95]), st.integers(1, 10**6))
def test_what_is_shown_rounded_up_is_no_grade(bound, part):
    """69.999 is shown as 70.00 and is no pass."""
    below = at(bound - Fraction(1, 200) / part)
    assert below.shown == bound
    grades = [scoring.grade(one, NATIONAL).code for one in (below, at(bound))]
    order = [band.code for band in NATIONAL]
    assert order.index(grades[0]) + 1 == order.index(grades[1])


@pytest.mark.parametrize(
    "wrong",
    [
        Leaf(1, "sampled"),
        Leaf(1, "sampled", 2, 3),
        Leaf(1, "sampled", 2, -1),
        Leaf(1, "guessed"),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"sample needs|No result"):
        scoring.evaluate([wrong])


@given(st.booleans())
def test_exactly_seventy_is_a_pass_and_punished_unless_switched_off(reaches_up):
    bands = [HOUSE[0]._replace(reaches_up=reaches_up), *HOUSE[1:]]
    found = scoring.grade(at(70), bands)
    assert found.code == "pass"
    assert found.consequences == (DUTIES if reaches_up else frozenset())
