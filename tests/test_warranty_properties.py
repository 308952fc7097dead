"""What holds of every warranty decision, whatever the policies and the facts."""

from datetime import date, timedelta
from decimal import Decimal

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

TOOLS = "aftersales_service/tools/"
shapes = load_pure(TOOLS + "warranty_policy.py")
facts_module = load_pure(TOOLS + "warranty_facts.py")
warranty = load_pure(TOOLS + "warranty.py")

EVENTS = ("invoice_date", "delivery_date", "factory_date", "first_use_date")
PARTS = ("main_part", "battery")
CODES = ("misuse", "force_majeure", "no_proof")
FREE = {"repair", "exchange", "exchange_other_model", "refund"}
STRONG = {"exchange", "refund"}
GROUNDS = st.sampled_from(["fault", "fault", "fault", "unused"])


def make(shape, **fields):
    """Values of a shape; what is not named keeps its default."""
    return st.fixed_dictionaries(fields).map(lambda values: shape(**values))


days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
remedies = st.frozensets(
    st.sampled_from(["repair", "exchange", "refund"]), min_size=1, max_size=3
)
clocks = make(
    shapes.Clock,
    event=st.sampled_from(EVENTS),
    months=st.one_of(st.none(), st.integers(0, 40)),
    days=st.integers(0, 20),
    offset_days=st.sampled_from([0, 0, 0, 90]),
    without_proof=st.sampled_from([False, False, False, True]),
)
terms = make(
    shapes.Term,
    key=st.integers(1, 99),
    code=st.sampled_from(["unit", "right7", "right15", "part"]),
    clocks=st.lists(clocks, max_size=2).map(tuple),
    rule=st.sampled_from([shapes.FIRST_KNOWN, shapes.EARLIEST, shapes.LATEST]),
    scope=st.sampled_from([shapes.UNIT, shapes.UNIT, shapes.PART, shapes.LABOUR]),
    part=st.one_of(st.none(), st.sampled_from(PARTS)),
    remedies=remedies,
    is_right=st.booleans(),
    severity=st.sampled_from([shapes.ANY, shapes.PERFORMANCE, shapes.SERIOUS]),
    ground=GROUNDS,
    is_extended_by_repair=st.booleans(),
    is_lifetime=st.sampled_from([False, False, False, True]),
    ends_on=st.one_of(st.none(), st.none(), days),
)
entitlements = make(
    shapes.Entitlement,
    key=st.integers(1, 99),
    metric=st.sampled_from(facts_module.METRICS),
    threshold=st.integers(1, 60),
    remedies=st.frozensets(
        st.sampled_from(["exchange", "refund"]), min_size=1, max_size=2
    ),
    alert_at=st.one_of(st.none(), st.integers(1, 30)),
    is_full_refund=st.booleans(),
    part=st.one_of(st.none(), st.none(), st.sampled_from(PARTS)),
)
flags = st.one_of(st.none(), st.booleans())
exclusion_codes = st.frozensets(st.sampled_from(CODES))
policies = make(
    shapes.Policy,
    key=st.integers(1, 99),
    kind=st.just("law"),
    terms=st.lists(terms, max_size=4).map(tuple),
    entitlements=st.lists(entitlements, max_size=3).map(tuple),
    exclusions=exclusion_codes,
    fee_status=st.sampled_from([None, "not_set", "rate", "forbidden"]),
    fee_rate=st.one_of(st.none(), st.decimals("0", "1", places=4, allow_nan=False)),
    restarts_at_exchange=flags,
    fee_restarts_at_exchange=flags,
    repaired_part_days=st.one_of(st.none(), st.integers(1, 40)),
    restarts_repaired_part=flags,
    burden_months=st.one_of(st.none(), st.integers(1, 12)),
    burden_whole_term=flags,
    pays_direct_loss=flags,
)
layers = st.lists(policies, max_size=4).map(tuple)


@st.composite
def repairs(draw):
    day_in = draw(days)
    return facts_module.Repair(
        day_in,
        day_in + timedelta(draw(st.integers(0, 80))),
        is_fixed=draw(st.booleans()),
        is_waiting_parts=draw(st.booleans()),
        is_same_part=draw(st.booleans()),
    )


facts = make(
    facts_module.Facts,
    today=days,
    moments=st.dictionaries(st.sampled_from((*EVENTS, "exchange_date")), days),
    part=st.one_of(st.none(), st.sampled_from(PARTS)),
    is_performance=st.booleans(),
    is_serious=st.booleans(),
    ground=GROUNDS,
    exclusions=st.lists(
        make(
            facts_module.Exclusion,
            code=st.sampled_from(CODES),
            has_evidence=st.booleans(),
            evidence=st.sampled_from(["never", "burden", "always"]),
        ),
        max_size=1,
    ).map(tuple),
    repairs=st.lists(repairs(), max_size=4).map(tuple),
    exchanges=st.integers(0, 3),
    price=st.one_of(st.none(), st.decimals("0.01", "99999", places=2)),
    same_model=st.booleans(),
    proof=st.sampled_from([facts_module.SHOWN, facts_module.LOST]),
    is_recalled=st.sampled_from([False, False, False, True]),
    is_irreparable=st.booleans(),
)


def given_options(result):
    return set(result.options) & FREE


@given(layers, facts)
def test_a_decision_is_a_function_of_its_facts(policies, facts):
    assert warranty.decide(policies, facts) == warranty.decide(policies, facts)


@given(layers, facts, st.randoms())
def test_order_of_policies_decides_nothing(policies, facts, random):
    shuffled = tuple(random.sample(policies, len(policies)))
    first, second = warranty.decide(policies, facts), warranty.decide(shuffled, facts)
    for name in ("covered", "options", "refund", "term_end", "covers"):
        assert getattr(first, name) == getattr(second, name)


@given(layers, facts)
def test_money_lies_between_nothing_and_the_price(policies, facts):
    result = warranty.decide(policies, facts)
    for layer in (result, *result.layers):
        if layer.refund is not None:
            assert Decimal(0) <= layer.refund <= facts.price
        if layer.fee is not None:
            assert Decimal(0) <= layer.fee <= facts.price
            assert layer.fee + layer.refund == facts.price


@given(layers, facts)
def test_something_may_always_be_had(policies, facts):
    result = warranty.decide(policies, facts)
    assert result.options
    assert result.covered == (result.options != ("paid_repair",))
    assert bool(result.reason) != result.covered
    assert (result.refund is None) or "refund" in result.options


@given(layers, facts, st.integers(1, 400))
def test_a_later_day_never_widens_what_time_alone_takes_away(policies, facts, later):
    """Everything else as it is: repairs done, and use counted to the same day."""
    done = tuple(repair for repair in facts.repairs if repair.day_out <= facts.today)
    facts = facts._replace(as_of=date(2030, 1, 1), repairs=done)
    now = warranty.decide(policies, facts)
    then = warranty.decide(
        policies, facts._replace(today=facts.today + timedelta(later))
    )
    assert then.covered <= now.covered
    assert given_options(then) - {"repair"} <= given_options(now)
    assert then.burden_on_operator <= now.burden_on_operator
    if "refund" in then.options and then.refund is not None and now.refund is not None:
        assert then.refund <= now.refund


@given(layers, facts, st.lists(days, min_size=1, max_size=3))
def test_more_failed_repairs_never_take_exchange_or_refund_away(policies, facts, more):
    """Repairs of no length, which are in nobody's way."""
    facts = facts._replace(as_of=date(2030, 1, 1))
    failed = tuple(facts_module.Repair(day, day, is_fixed=False) for day in more)
    before = warranty.decide(policies, facts)
    after = warranty.decide(policies, facts._replace(repairs=facts.repairs + failed))
    kept = given_options(before) & STRONG
    if not facts.same_model:
        # What is exchanged for the same model may become one for another model.
        kept -= {"exchange"}
    assert kept <= given_options(after)
    assert after.covered >= before.covered


@given(layers, policies, facts)
def test_a_layer_more_never_takes_an_option_away(policies, another, facts):
    before = warranty.decide(policies, facts)
    after = warranty.decide((*policies, another), facts)
    assert given_options(before) <= given_options(after)
    assert before.covers <= after.covers
    if before.refund is not None:
        assert after.refund >= before.refund


@given(policies, facts)
def test_an_overlay_that_sets_nothing_changes_nothing(base, facts):
    empty = shapes.Policy("over", "overlay")
    laid = shapes.overlay(base, empty)
    assert laid == base._replace(overlay_key="over")
    first, second = warranty.decide((base,), facts), warranty.decide((laid,), facts)
    assert first._replace(layers=()) == second._replace(layers=())


@given(policies, policies)
def test_what_an_overlay_sets_holds(base, patch):
    laid = shapes.overlay(base, patch)
    assert laid.terms[: len(patch.terms)] == patch.terms
    assert {term.code for term in base.terms} <= {term.code for term in laid.terms}
    for name in ("fee_status", "repaired_part_days", "burden_months"):
        set_to = getattr(patch, name)
        assert getattr(laid, name) == (
            getattr(base, name) if set_to is None else set_to
        )


@given(facts)
def test_days_in_repair_count_once(facts):
    counts = facts_module.count(facts)
    taken = {
        repair.day_in + timedelta(offset)
        for repair in facts.repairs
        for offset in range((repair.day_out - repair.day_in).days)
    }
    assert counts.total_repair_days == len(taken)
    assert counts.unrepaired_days == max(counts.wait_parts_days, counts.own_repair_days)
    assert counts.unrepaired_days <= counts.total_repair_days


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_months_add_up(day, first, second):
    there = shapes.add_months(day, first)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == first
    assert there.day <= day.day
    if day.day <= 28:
        assert shapes.add_months(there, second) == shapes.add_months(
            day, first + second
        )
    assert shapes.add_months(day, 0) == day


@given(days, st.integers(0, 5), st.integers(0, 60))
def test_a_later_start_never_ends_earlier(day, later, months):
    assert shapes.add_months(day, months) <= shapes.add_months(
        day + timedelta(later), months
    )


@given(days, st.frozensets(st.integers(0, 6)), st.frozensets(days, max_size=5))
def test_a_term_ends_on_the_next_day_that_is_worked(day, weekdays, holidays):
    assume(len(weekdays) < 7)
    rest = shapes.RestDays(weekdays, holidays)
    last = rest.next_workday(day)
    assert last >= day and not rest.is_rest(last)
    assert all(
        rest.is_rest(day + timedelta(offset)) for offset in range((last - day).days)
    )
