"""Who pays, rule by rule (R132, R137-R143)."""

from datetime import date, timedelta

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

charging = load_pure("aftersales_service/tools/charging.py")
rule = load_pure("aftersales_service/tests/rules.py").rule

WARRANTY, FREE, CHARGED = charging.BY_WARRANTY, charging.FREE, charging.CHARGED
END = date(2026, 5, 31)
BEFORE, AFTER = END - timedelta(days=1), END + timedelta(days=1)
bases = st.sampled_from([WARRANTY, FREE, CHARGED])
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ends = st.one_of(st.none(), days)


@pytest.mark.parametrize(
    "why, basis, is_excluded, end, on, expected",
    [
        ("in term", WARRANTY, False, END, BEFORE, ("covered", "in_warranty")),
        ("last day", WARRANTY, False, END, END, ("covered", "in_warranty")),
        ("R137 term over", WARRANTY, False, END, AFTER, ("customer", "warranty_over")),
        ("R137 misuse", WARRANTY, True, END, BEFORE, ("customer", "cause_excluded")),
        (
            "R138 state changed",
            WARRANTY,
            True,
            None,
            END,
            ("customer", "cause_excluded"),
        ),
        (
            "term not known",
            WARRANTY,
            False,
            None,
            END,
            ("customer", "warranty_unknown"),
        ),
        ("R139 support after term", FREE, False, END, AFTER, ("covered", "type_free")),
        ("R141 installation", FREE, False, None, END, ("covered", "type_free")),
        ("R142 design", FREE, False, None, AFTER, ("covered", "type_free")),
        ("R143 commissioning", FREE, True, None, END, ("covered", "type_free")),
        (
            "R140 labour after term",
            CHARGED,
            False,
            END,
            AFTER,
            ("customer", "type_charged"),
        ),
        ("paid in term", CHARGED, False, END, BEFORE, ("customer", "type_charged")),
    ],
)
@rule("R132", "R137", "R138", "R139", "R140", "R141", "R142", "R143")
def test_who_pays_follows_the_criteria(why, basis, is_excluded, end, on, expected):
    assert charging.default_coverage(basis, is_excluded, end, on) == expected, why


@given(bases, st.booleans(), ends, days)
@rule("R132")
def test_every_line_gets_a_payer_and_a_reason(basis, is_excluded, end, on):
    decision = charging.default_coverage(basis, is_excluded, end, on)
    assert decision.coverage in (charging.COVERED, charging.CUSTOMER)
    assert decision.reason


@given(bases, st.booleans(), ends, days)
def test_goodwill_is_never_proposed(basis, is_excluded, end, on):
    decision = charging.default_coverage(basis, is_excluded, end, on)
    assert decision.coverage != charging.GOODWILL


@given(days, days)
@rule("R137")
def test_within_the_term_means_up_to_and_with_its_last_day(end, on):
    decision = charging.default_coverage(WARRANTY, False, end, on)
    assert (decision.coverage == charging.COVERED) == (on <= end)


@given(st.booleans(), ends, days)
def test_a_cause_that_is_excluded_never_helps_the_customer(is_excluded, end, on):
    decision = charging.default_coverage(WARRANTY, True, end, on)
    assert decision.coverage == charging.CUSTOMER
