"""Who pays, rule by rule (R132, R137-R143)."""

from datetime import date

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

TOOLS = "aftersales_service/tools/"
charging = load_pure(TOOLS + "charging.py")
policies = load_pure(TOOLS + "warranty_policy.py")
facts = load_pure(TOOLS + "warranty_facts.py")
warranty = load_pure(TOOLS + "warranty.py")
rule = load_pure("aftersales_service/tests/rules.py").rule

WARRANTY, FREE, CHARGED = charging.BY_WARRANTY, charging.FREE, charging.CHARGED
bases = st.sampled_from([WARRANTY, FREE, CHARGED])
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
# What a warranty decision says: nothing was decided, free, or why not.
refusals = st.sampled_from([None, "", "expired", "not_set", "no_policy", "misuse"])


@pytest.mark.parametrize(
    "why, basis, is_excluded, refusal, expected",
    [
        ("in term", WARRANTY, False, "", ("covered", "in_warranty")),
        ("R137 term over", WARRANTY, False, "expired", ("customer", "warranty_over")),
        ("R137 misuse", WARRANTY, True, "*", ("customer", "cause_excluded")),
        ("R138 no unit", WARRANTY, True, None, ("customer", "cause_excluded")),
        ("by exclusion", WARRANTY, False, "misuse", ("customer", "excluded")),
        ("no decision", WARRANTY, False, None, ("customer", "warranty_unknown")),
        ("no promise", WARRANTY, False, "no_policy", ("customer", "warranty_unknown")),
        (
            "travel is over",
            WARRANTY,
            False,
            "cost_not_covered",
            ("customer", "cost_not_covered"),
        ),
        ("overridden", WARRANTY, False, "overridden", ("customer", "overridden")),
        ("R139 support", FREE, False, "expired", ("covered", "type_free")),
        ("R141 installation", FREE, False, None, ("covered", "type_free")),
        ("R142 design", FREE, False, None, ("covered", "type_free")),
        ("R143 commissioning", FREE, True, None, ("covered", "type_free")),
        ("R140 labour", CHARGED, False, "expired", ("customer", "type_charged")),
        ("paid in term", CHARGED, False, "", ("customer", "type_charged")),
    ],
)
@rule("R132", "R137", "R138", "R139", "R140", "R141", "R142", "R143")
def test_who_pays_follows_the_criteria(why, basis, is_excluded, refusal, expected):
    assert charging.default_coverage(basis, is_excluded, refusal) == expected, why


@given(bases, st.booleans(), refusals)
@rule("R132")
def test_every_line_gets_a_payer_and_a_reason(basis, is_excluded, refusal):
    decision = charging.default_coverage(basis, is_excluded, refusal)
    assert decision.coverage in (charging.COVERED, charging.CUSTOMER)
    assert decision.reason


@given(bases, st.booleans(), refusals)
def test_goodwill_is_never_proposed(basis, is_excluded, refusal):
    decision = charging.default_coverage(basis, is_excluded, refusal)
    assert decision.coverage != charging.GOODWILL


@given(days, days)
@rule("R137")
def test_within_the_term_means_up_to_and_with_its_last_day(end, on):
    term = policies.Term(1, "agreed", (), ends_on=end)
    policy = policies.Policy(1, "contract", (term,))
    result = warranty.decide((policy,), facts.Facts(on, {}))
    decision = charging.default_coverage(WARRANTY, False, result.reason)
    assert (decision.coverage == charging.COVERED) == (on <= end)


@given(refusals.filter(lambda refusal: refusal != ""))
def test_what_is_refused_is_paid(refusal):
    decision = charging.default_coverage(WARRANTY, False, refusal)
    assert decision.coverage == charging.CUSTOMER
