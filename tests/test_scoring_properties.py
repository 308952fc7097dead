"""Scores of the self-audit: what must hold whatever was found."""

import json
from fractions import Fraction

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
HOUSE = [
    Band("fail", 0, frozenset({"punish", "corrective", "preventive"}), True),
    Band("pass", 70),
    Band("good", 80),
    Band("excellent", 90, frozenset({"praise", "reward"})),
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
            "needs_action": {"corrective", "preventive"} <= house.consequences,
            "reward": "reward" in house.consequences,
        } == case["expected"]


@given(leaves, counts, counts)
def test_the_score_is_a_percentage_and_knows_no_order(found, deductions, bonuses):
    score = scoring.evaluate(found, deductions, bonuses)
    assume(score)
    assert 0 <= score.value <= 100
    assert 0 <= score.obtained <= score.involved
    assert scoring.evaluate(found[::-1], deductions, bonuses) == score
    assert abs(Fraction(score.shown) - score.value) <= Fraction(1, 200)


@given(leaves, leaf(("met",)))
def test_who_does_better_never_scores_less(found, met):
    worse = scoring.evaluate([*found, met._replace(result="not_met")])
    better = scoring.evaluate([*found, met])
    assert worse.value <= better.value


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


@given(leaves, counts, st.integers(1, 9))
def test_only_one_bonus_counts(found, deductions, bonuses):
    one = scoring.evaluate(found, deductions, 1)
    assert scoring.evaluate(found, deductions, bonuses) == one


@given(st.lists(leaf(), min_size=1, max_size=6))
def test_units_of_an_indicator_weigh_the_same(found):
    found = [one._replace(points=4) for one in found]
    pooled, shares = scoring.pool(found), [scoring.share(one) for one in found]
    counted = [one for one in shares if one is not None]
    expected = sum(counted, Fraction(0)) / len(counted) if counted else None
    assert scoring.share(pooled) == expected


@given(leaves, counts)
def test_a_better_score_is_no_worse_grade(found, deductions):
    score = scoring.evaluate(found, deductions)
    assume(score and score.value < 100)
    better = score._replace(value=(score.value + 100) / 2)
    order = [band.code for band in NATIONAL]
    grades = [scoring.grade(one, NATIONAL, fail_at=5) for one in (score, better)]
    ranks = [order.index(one.code) for one in grades]
    assert ranks == sorted(ranks)
    assert (deductions < 5) or ranks == [0, 0]


@given(st.booleans())
def test_exactly_seventy_is_a_pass_and_punished_unless_switched_off(reaches_up):
    bands = [HOUSE[0]._replace(reaches_up=reaches_up), *HOUSE[1:]]
    score = scoring.evaluate([Leaf(70, "met"), Leaf(30, "not_met")])
    found = scoring.grade(score, bands)
    assert found.code == "pass"
    assert bool(found.consequences) is reaches_up
