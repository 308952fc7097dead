"""The 150 calculated cases of warranty_cases.json, through the pure decision."""

import json
from datetime import date
from decimal import Decimal

import pytest
from conftest import ADDONS, load_pure

TOOLS = "aftersales_service/tools/"
shapes = load_pure(TOOLS + "warranty_policy.py")
facts_module = load_pure(TOOLS + "warranty_facts.py")
warranty = load_pure(TOOLS + "warranty.py")

DATA = json.loads(
    (ADDONS / "aftersales_service/tests/data/warranty_cases.json").read_text()
)
MOMENTS = ("invoice_date", "delivery_date", "factory_date", "first_use_date")
EXCLUSIONS = frozenset(
    {"misuse", "unauthorised_repair", "model_mismatch", "force_majeure", "no_proof"}
)
Clock, Term = shapes.Clock, shapes.Term


def make_policy(name, figures):
    """A policy of the file, in our terms."""
    start = figures["start"]
    clocks = (Clock(start, figures["unit_months"]),)
    rule = shapes.FIRST_KNOWN
    if "factory_months" in figures:
        clocks += (Clock("factory_date", figures["factory_months"]),)
        rule = shapes.EARLIEST
    terms = [Term("unit", "unit", clocks, rule)]
    for part in ("main_part", "accessory"):
        if f"{part}_months" in figures:
            terms.append(
                Term(
                    part,
                    part,
                    (Clock(start, figures[f"{part}_months"]),),
                    scope=shapes.PART,
                    part=part,
                )
            )
    rights = {
        "right7": (7, {"repair", "exchange", "refund"}),
        "right15": (15, {"repair", "exchange"}),
    }
    for right, (days, remedies) in rights.items():
        if figures.get(right):
            terms.append(
                Term(
                    right,
                    right,
                    (Clock(start, days=days),),
                    remedies=frozenset(remedies),
                    is_right=True,
                    severity=shapes.PERFORMANCE,
                    is_extended_by_repair=False,
                )
            )
    if figures.get("serious_remedies"):
        terms.append(
            Term(
                "serious",
                "serious",
                (Clock(start, figures["serious_months"]),),
                remedies=frozenset({"repair", "exchange", "refund"}),
                is_right=True,
                severity=shapes.SERIOUS,
            )
        )
    metrics = {
        "repairs": "failed_repairs",
        "wait_parts_days": "wait_parts_days",
        "own_repair_days": "own_repair_days",
        "unrepaired_days": "unrepaired_days",
        "total_repair_days": "total_repair_days",
    }
    fee = figures.get("fee")
    return shapes.Policy(
        name,
        "law",
        tuple(terms),
        tuple(
            shapes.Entitlement(metric, metric, figures[figure])
            for figure, metric in metrics.items()
            if figure in figures
        ),
        EXCLUSIONS,
        fee_status=None
        if fee is None
        else shapes.FEE_FORBIDDEN
        if fee == "0"
        else shapes.FEE_RATE,
        fee_rate=fee and Decimal(fee),
    )


def make_facts(case):
    day = date.fromisoformat
    fault = case["fault"]
    return facts_module.Facts(
        day(case["today"]),
        {moment: day(case[moment]) for moment in MOMENTS},
        part=None if case["part"] == "unit" else case["part"],
        is_serious=fault == "serious",
        exclusions=(facts_module.Exclusion(fault),) if fault in EXCLUSIONS else (),
        repairs=tuple(
            facts_module.Repair(
                day(repair["in"]),
                day(repair["out"]),
                repair["fixed"],
                repair["waiting_parts"],
            )
            for repair in case["repairs"]
        ),
        price=Decimal(case["price"]),
        same_model=case["same_model_available"],
    )


POLICIES = {
    name: make_policy(name, figures) for name, figures in DATA["policies"].items()
}


@pytest.mark.parametrize("case", DATA["cases"], ids=range(len(DATA["cases"])))
def test_case(case):
    result = warranty.decide((POLICIES[case["policy"]],), make_facts(case))
    found = {
        "covered": result.covered,
        "options": list(result.options),
        "reason": result.reason,
        "term_end": result.term_end and result.term_end.isoformat(),
        "fee": result.fee is not None and str(result.fee.quantize(Decimal("0.01"))),
        "refund": result.refund is not None and str(result.refund),
    }
    assert {key: found[key] for key in case["expected"]} == case["expected"]


def test_every_case_was_read():
    assert len(DATA["cases"]) == 150
