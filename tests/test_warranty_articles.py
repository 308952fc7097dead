"""Warranty decisions by article and rule: one line, one question to the sources.

Articles are those of the rule of 1995 where no other is named; R-numbers those of
docs/rules.csv.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

import pytest
from conftest import load_pure

TOOLS = "aftersales_service/tools/"
shapes = load_pure(TOOLS + "warranty_policy.py")
facts_module = load_pure(TOOLS + "warranty_facts.py")
warranty = load_pure(TOOLS + "warranty.py")

Clock, Term, Entitlement = shapes.Clock, shapes.Term, shapes.Entitlement
Policy, RestDays = shapes.Policy, shapes.RestDays
Facts, Repair, Exclusion = (
    facts_module.Facts,
    facts_module.Repair,
    facts_module.Exclusion,
)
ALL = frozenset({"repair", "exchange", "refund"})
SWAP = frozenset({"exchange", "refund"})
SOLD = date(2024, 1, 10)
PRICE = Decimal(3000)
WEEKEND = RestDays(frozenset({5, 6}))


def day(text: str) -> date:
    return date.fromisoformat(text)


def right(code, event, days, remedies, **vals):
    return Term(
        code,
        code,
        (Clock(event, days=days),),
        remedies=frozenset(remedies),
        is_right=True,
        severity=shapes.PERFORMANCE,
        is_extended_by_repair=False,
        **vals,
    )


def term(months, event="invoice_date", **vals):
    vals = {"key": "unit", "code": "unit", **vals}
    return Term(clocks=(Clock(event, months),), **vals)


def part(name, months, event="invoice_date", **vals):
    vals = {"key": name, "code": name, "scope": shapes.PART, "part": name, **vals}
    return term(months, event, **vals)


RULE_1995 = Policy(
    "tv",
    "law",
    (
        term(12),
        part("main_part", 36),
        right("right7", "invoice_date", 7, ALL),
        right("right15", "invoice_date", 15, {"repair", "exchange"}),
    ),
    (
        Entitlement("repairs", "failed_repairs", 2, SWAP, alert_at=1),
        Entitlement("wait", "wait_parts_days", 90, SWAP, alert_at=75),
        Entitlement("own", "own_repair_days", 30, SWAP, alert_at=25),
    ),
    frozenset(
        {
            "misuse",
            "unauthorised_repair",
            "no_proof",
            "model_mismatch",
            "force_majeure",
        }
    ),
    fee_status="rate",
    fee_rate=Decimal("0.001"),
    restarts_at_exchange=True,
    repaired_part_days=30,
    ends_on_workday=True,
)
RULE_PHONES = RULE_1995._replace(
    key="phone",
    terms=(
        Term(
            "unit",
            "unit",
            (
                Clock("invoice_date", 12),
                Clock("factory_date", 12, offset_days=90, without_proof=True),
            ),
        ),
        part("battery", 6, remedies=frozenset({"exchange"})),
    ),
    entitlements=(
        Entitlement("repairs", "failed_repairs", 2, SWAP),
        Entitlement("wait", "wait_parts_days", 60, SWAP),
        Entitlement(
            "swaps", "exchanges", 2, frozenset({"refund"}), None, True, "battery"
        ),
    ),
    fee_rate=Decimal("0.005"),
)
ZHEJIANG = Policy(
    "zj",
    "overlay",
    (
        right("right7", "delivery_date", 7, ALL),
        right("right15", "delivery_date", 15, {"repair", "exchange"}),
    ),
    (
        Entitlement("total", "total_repair_days", 35, SWAP, is_full_refund=True),
        Entitlement("cannot", "irreparable", 1, SWAP, is_full_refund=True),
    ),
    fee_status="forbidden",
    burden_whole_term=True,
    restarts_repaired_part=True,
    loaner_after_days=5,
)
SHANDONG = Policy(
    "sd",
    "overlay",
    entitlements=(Entitlement("30", "unrepaired_days", 30, SWAP, is_full_refund=True),),
)
RETURN_24 = Policy(
    "24",
    "law",
    (
        Term(
            "return7",
            "return7",
            (Clock("delivery_date", days=7),),
            remedies=frozenset({"refund"}),
            is_right=True,
        ),
    ),
)
DISTANCE_25 = Policy(
    "25",
    "law",
    (
        Term(
            "no_reason7",
            "no_reason7",
            (Clock("delivery_date", days=7),),
            remedies=frozenset({"refund"}),
            is_right=True,
            ground="no_reason",
        ),
    ),
    exclusions=frozenset({"made_to_order", "not_intact"}),
)
BURDEN_23 = Policy("23", "law", burden_months=6)
FURNITURE = Policy(
    "furniture",
    "promise",
    (
        Term(
            "serious",
            "serious",
            (Clock("delivery_date", 36),),
            remedies=ALL,
            is_right=True,
            severity=shapes.SERIOUS,
        ),
        term(60, "delivery_date"),
        part("hardware", 60, "delivery_date"),
    ),
)
PUMP_CLOCKS = (Clock("first_use_date", 12), Clock("factory_date", 24))
PUMP = Policy(
    "pump",
    "promise",
    tuple(
        Term(
            code,
            code,
            PUMP_CLOCKS,
            rule=shapes.EARLIEST,
            ground=ground,
            remedies=remedies,
        )
        for code, ground, remedies in (
            ("a", "fault", ALL),
            ("b", "unused", SWAP),
            ("c", "carriage", ALL),
            ("d", "wrong_goods", SWAP),
            ("e", "recognised", ALL),
        )
    ),
    exclusions=frozenset({"misuse", "modified"}),
    pays_direct_loss=True,
)
LAMP_POST = Policy(
    "lamp",
    "promise",
    (term(48, "acceptance_date"),),
    (
        Entitlement(
            "24h",
            "unrepaired_hours",
            24,
            frozenset({"exchange"}),
            part="fitting",
        ),
    ),
)
PROJECTOR = Policy(
    "projector",
    "promise",
    (term(12), part("accessory", 6)),
    (
        Entitlement("repairs", "failed_repairs", 2, SWAP),
        Entitlement("60", "unrepaired_days", 60, SWAP),
    ),
    frozenset({"misuse", "model_mismatch", "force_majeure", "disposal_goods"}),
    fee_status="not_set",
)
SURVEILLANCE = Policy(
    "surveillance",
    "promise",
    (
        term(36, "acceptance_date", remedies=frozenset({"repair", "exchange"})),
        Term(
            "month2",
            "month2",
            (Clock("acceptance_date", 2),),
            remedies=frozenset({"exchange"}),
            is_right=True,
            opens_after_months=1,
        ),
    ),
    exclusions=frozenset({"misuse", "man_made"}),
)
NOT_STATED = Policy("004", "promise", (term(None),))


class Case(NamedTuple):
    """A question: policies and facts → what comes out, only what is asked."""

    source: str
    policies: tuple
    facts: Facts
    expected: dict


def facts(today, *, sold=SOLD, **vals):
    moments = vals.pop("moments", {"invoice_date": sold} if sold else {})
    return Facts(day(today), moments, price=vals.pop("price", PRICE), **vals)


def repair(first, last, **vals):
    return Repair(day(first), day(last), **vals)


FAILED = (
    repair("2024-02-01", "2024-02-05", is_fixed=False),
    repair("2024-03-01", "2024-03-05", is_fixed=False),
)
TV, TV_ZJ = (RULE_1995,), (shapes.overlay(RULE_1995, ZHEJIANG),)
TV_SD = (shapes.overlay(RULE_1995, SHANDONG),)
DELIVERED = {"delivery_date": day("2024-01-10")}
ACCEPTED = {"acceptance_date": day("2024-01-10")}
FREE, PAID = ("repair",), ("paid_repair",)
ALL3, SWAP2 = ("exchange", "refund", "repair"), ("exchange", "refund")
OTHER2 = ("exchange_other_model", "refund")

CASES = [
    # -- the rule of 1995 ----------------------------------------------------------
    Case(
        "Art. 8: a year from the invoice, the source's own example",
        TV,
        facts("1996-12-01", sold=day("1995-12-01")),
        {"options": FREE, "term_end": day("1996-12-01")},
    ),
    Case(
        "Art. 8: a day after the end",
        TV,
        facts("2025-01-13", rest=WEEKEND),
        {"options": PAID, "reason": "expired"},
    ),
    Case(
        "Art. 8: the last day is a Saturday, Monday counts",
        TV,
        facts("2025-01-13", sold=day("2024-01-11"), rest=WEEKEND),
        {"options": FREE, "term_end": day("2025-01-13")},
    ),
    Case(
        "Art. 8: a holiday after the weekend moves it further",
        TV,
        facts(
            "2025-01-14",
            sold=day("2024-01-11"),
            rest=WEEKEND._replace(holidays=frozenset({day("2025-01-13")})),
        ),
        {"term_end": day("2025-01-14")},
    ),
    Case(
        "Art. 8: a Saturday that is worked is a working day",
        TV,
        facts(
            "2025-01-11",
            sold=day("2024-01-11"),
            rest=WEEKEND._replace(makeup_days=frozenset({day("2025-01-11")})),
        ),
        {"term_end": day("2025-01-11")},
    ),
    Case(
        "Art. 8: repair and waiting time lengthen the term",
        TV,
        facts("2025-01-20", repairs=(repair("2024-05-01", "2024-05-13"),)),
        {"options": FREE, "term_end": day("2025-01-22")},
    ),
    Case(
        "Art. 8: two repairs at the same time lengthen it once",
        TV,
        facts(
            "2025-01-20",
            repairs=(
                repair("2024-05-01", "2024-05-13"),
                repair("2024-05-01", "2024-05-05"),
            ),
        ),
        {"term_end": day("2025-01-22")},
    ),
    Case(
        "Art. 8: a repair after the end lengthens nothing",
        TV,
        facts("2025-03-20", repairs=(repair("2025-02-01", "2025-02-13"),)),
        {"options": PAID, "term_end": day("2025-01-10")},
    ),
    Case(
        "Art. 8: who lost the papers but can prove the day stays covered",
        TV,
        facts("2024-06-01", proof="provable"),
        {"options": FREE},
    ),
    Case(
        "Art. 9: the 7th day, whatever he chooses",
        TV,
        facts("2024-01-17"),
        {"options": ALL3, "refund": PRICE, "fee": None},
    ),
    Case("Art. 9: the 8th day", TV, facts("2024-01-18"), {"options": SWAP2[:1] + FREE}),
    Case(
        "Art. 9: a fault that does not hinder use",
        TV,
        facts("2024-01-12", is_performance=False),
        {"options": FREE},
    ),
    Case(
        "Art. 10: the 15th day",
        TV,
        facts("2024-01-25"),
        {"options": ("exchange", "repair")},
    ),
    Case("Art. 10: the 16th day", TV, facts("2024-01-26"), {"options": FREE}),
    Case(
        "Art. 11: one repair is not enough",
        TV,
        facts("2024-04-01", repairs=FAILED[:1]),
        {"options": FREE},
    ),
    Case(
        "Art. 11: two repairs without success",
        TV,
        facts("2024-04-01", repairs=FAILED),
        {"options": SWAP2},
    ),
    Case(
        "Art. 11: two repairs that held",
        TV,
        facts("2024-04-01", repairs=tuple(r._replace(is_fixed=True) for r in FAILED)),
        {"options": FREE},
    ),
    Case(
        "Art. 12: 90 days without parts are not over 90 days",
        TV,
        facts(
            "2024-07-01",
            repairs=(repair("2024-02-01", "2024-05-01", is_waiting_parts=True),),
        ),
        {"options": FREE},
    ),
    Case(
        "Art. 12: the 91st day without parts",
        TV,
        facts(
            "2024-07-01",
            repairs=(repair("2024-02-01", "2024-05-02", is_waiting_parts=True),),
        ),
        {"options": SWAP2},
    ),
    Case(
        "Art. 12: the repairer's own 30 days",
        TV,
        facts("2024-07-01", repairs=(repair("2024-02-01", "2024-03-02"),)),
        {"options": FREE},
    ),
    Case(
        "Art. 12: the repairer's own 31st day",
        TV,
        facts("2024-07-01", repairs=(repair("2024-02-01", "2024-03-03"),)),
        {"options": SWAP2},
    ),
    Case(
        "Art. 12: a repair still open on the 31st day",
        TV,
        facts(
            "2024-02-01",
            as_of=day("2024-03-03"),
            repairs=(Repair(day("2024-02-01")),),
        ),
        {"options": SWAP2},
    ),
    Case(
        "Art. 13: no same model, refund in full",
        TV,
        facts("2024-04-01", repairs=FAILED, same_model=False),
        {"options": OTHER2, "refund": PRICE, "fee": None},
    ),
    Case(
        "Art. 13: refund at his own wish, less the fee (C.4)",
        TV,
        facts("2024-04-01", repairs=FAILED),
        {"fee": Decimal("222.00"), "refund": Decimal("2778.00")},
    ),
    Case(
        "C.4: the worked example: 180 days, 12 in repair",
        TV,
        facts(
            "2024-07-08",
            repairs=(
                repair("2024-03-01", "2024-03-07", is_fixed=False),
                repair("2024-04-01", "2024-04-07", is_fixed=False),
            ),
        ),
        {"fee": Decimal("504.00"), "refund": Decimal("2496.00")},
    ),
    Case(
        "C.4: a phone is used up after 200 days, no more than its price",
        (RULE_PHONES,),
        facts("2024-11-01", repairs=FAILED),
        {"fee": PRICE, "refund": Decimal(0)},
    ),
    Case(
        "C.4: no rate is set, so the refund cannot be told",
        (PROJECTOR,),
        facts("2024-04-01", repairs=FAILED),
        {"options": SWAP2, "refund": None, "fee": None},
    ),
    Case(
        "Art. 14: the term starts anew on the exchange date",
        TV,
        facts(
            "2025-05-01",
            moments={"invoice_date": SOLD, "exchange_date": day("2024-05-07")},
        ),
        {"options": FREE, "term_end": day("2025-05-07")},
    ),
    *(
        Case(
            f"Art. 17: {code}",
            TV,
            facts("2024-01-12", exclusions=(Exclusion(code),)),
            {"options": PAID, "reason": code, "refund": None},
        )
        for code in ("misuse", "unauthorised_repair", "model_mismatch", "force_majeure")
    ),
    Case(
        "Art. 17: no papers",
        TV,
        facts("2024-01-12", proof="lost"),
        {"options": PAID, "reason": "no_proof"},
    ),
    Case(
        "Art. 17: no papers, said on the order",
        TV,
        facts("2024-01-12", exclusions=(Exclusion("no_proof"),)),
        {"options": PAID, "reason": "no_proof"},
    ),
    Case(
        "Art. 17: what the rule does not name does not exclude",
        TV,
        facts("2024-06-01", exclusions=(Exclusion("disposal_goods"),)),
        {"options": FREE},
    ),
    Case(
        "W-44: the repaired part has its own 30 days, the 30th",
        TV,
        facts(
            "2025-01-31",
            repairs=(repair("2024-12-30", "2025-01-01", is_same_part=True),),
        ),
        {"options": FREE, "term_end": day("2025-01-12")},
    ),
    Case(
        "W-44: the 31st day",
        TV,
        facts(
            "2025-02-01",
            repairs=(repair("2024-12-30", "2025-01-01", is_same_part=True),),
        ),
        {"options": PAID},
    ),
    Case(
        "C.4: main parts three years",
        TV,
        facts("2026-12-01", part="main_part"),
        {"options": FREE, "term_end": day("2027-01-10")},
    ),
    Case(
        "C.4: a main part whose term is not stated goes with the unit",
        (RULE_1995._replace(terms=(term(12), part("main_part", None))),),
        facts("2024-12-01", part="main_part"),
        {"options": FREE},
    ),
    Case(
        "C.4: and beyond the unit's year nothing is promised",
        (RULE_1995._replace(terms=(term(12), part("main_part", None))),),
        facts("2025-12-01", part="main_part"),
        {"options": PAID, "reason": "not_set"},
    ),
    Case(
        "C.4: the unit's term is not stated",
        (RULE_1995._replace(terms=(term(None), part("main_part", 36))),),
        facts("2024-06-01"),
        {"options": PAID, "reason": "not_set"},
    ),
    # -- consumer law --------------------------------------------------------------
    Case(
        "Consumer law Art. 24: the 7th day after receipt",
        (RETURN_24,),
        facts("2024-01-17", moments=DELIVERED),
        {"options": ("refund",), "refund": PRICE},
    ),
    Case(
        "Consumer law Art. 24: the 8th",
        (RETURN_24,),
        facts("2024-01-18", moments=DELIVERED),
        {"options": PAID},
    ),
    Case(
        "Consumer law Art. 25: without reason",
        (DISTANCE_25,),
        facts("2024-01-17", moments=DELIVERED, ground="no_reason"),
        {"options": ("refund",), "refund": PRICE},
    ),
    Case(
        "Consumer law Art. 25: made to order",
        (DISTANCE_25,),
        facts(
            "2024-01-17",
            moments=DELIVERED,
            ground="no_reason",
            exclusions=(Exclusion("made_to_order"),),
        ),
        {"options": PAID, "reason": "made_to_order"},
    ),
    Case(
        "Consumer law Art. 25: is about no fault",
        (DISTANCE_25,),
        facts("2024-01-12", moments=DELIVERED),
        {"options": PAID, "reason": "no_term"},
    ),
    Case(
        "Consumer law Art. 23: for 6 months misuse must be proven, whatever the layer",
        (RULE_1995, BURDEN_23),
        facts("2024-07-10", exclusions=(Exclusion("misuse", False, "burden"),)),
        {"options": FREE, "burden_on_operator": True},
    ),
    Case(
        "Consumer law Art. 23: proven",
        (RULE_1995, BURDEN_23),
        facts("2024-07-10", exclusions=(Exclusion("misuse", True, "burden"),)),
        {"options": PAID, "reason": "misuse"},
    ),
    Case(
        "Consumer law Art. 23: after 6 months it is for the customer",
        (RULE_1995, BURDEN_23),
        facts("2024-07-11", exclusions=(Exclusion("misuse", False, "burden"),)),
        {"options": PAID, "reason": "misuse", "burden_on_operator": False},
    ),
    Case(
        "An exclusion that is always to be proven",
        TV,
        facts("2024-06-01", exclusions=(Exclusion("misuse", False, "always"),)),
        {"options": FREE},
    ),
    # -- mobile phones ---------------------------------------------------------------
    Case(
        "Phones: a battery has six months, and is exchanged",
        (RULE_PHONES,),
        facts("2024-07-10", part="battery"),
        {"options": ("exchange",)},
    ),
    Case(
        "Phones: its seventh month",
        (RULE_PHONES,),
        facts("2024-07-11", part="battery"),
        {"options": PAID, "reason": "expired"},
    ),
    Case(
        "Phones: after two exchanges the battery is refunded, not the phone",
        (RULE_PHONES,),
        facts("2024-05-10", part="battery", exchanges=2, repairs=FAILED),
        {"options": SWAP2, "refund": None},
    ),
    Case(
        "Phones: over 60 days without parts",
        (RULE_PHONES,),
        facts(
            "2024-07-01",
            repairs=(repair("2024-02-01", "2024-04-02", is_waiting_parts=True),),
        ),
        {"options": SWAP2},
    ),
    Case(
        "Phones: papers lost, a year from the 90th day after the factory date",
        (RULE_PHONES,),
        facts(
            "2025-03-31",
            moments={"factory_date": day("2024-01-01"), "invoice_date": SOLD},
            proof="lost",
        ),
        {"options": FREE, "term_end": day("2025-03-31")},
    ),
    Case(
        "Phones: papers lost give repair, never exchange or refund",
        (RULE_PHONES,),
        facts(
            "2024-06-01",
            moments={"factory_date": day("2024-01-01"), "invoice_date": SOLD},
            proof="lost",
            repairs=FAILED,
        ),
        {"options": FREE},
    ),
    # -- provinces -------------------------------------------------------------------
    Case(
        "Zhejiang Art. 26: 7 days from delivery",
        TV_ZJ,
        facts(
            "2024-01-27",
            moments={"invoice_date": SOLD, "delivery_date": day("2024-01-20")},
        ),
        {"options": ALL3, "refund": PRICE},
    ),
    Case(
        "Zhejiang Art. 26: no fee after use",
        TV_ZJ,
        facts("2024-04-01", repairs=FAILED),
        {"options": SWAP2, "refund": PRICE},
    ),
    Case(
        "Zhejiang Art. 26: 35 days in total are not over 35",
        TV_ZJ,
        facts(
            "2024-05-01",
            repairs=(
                repair("2024-02-01", "2024-02-21"),
                repair("2024-03-01", "2024-03-16"),
            ),
        ),
        {"options": FREE},
    ),
    Case(
        "Zhejiang Art. 26: 36 days in total",
        TV_ZJ,
        facts(
            "2024-05-01",
            repairs=(
                repair("2024-02-01", "2024-02-21"),
                repair("2024-03-01", "2024-03-17"),
            ),
        ),
        {"options": SWAP2, "refund": PRICE},
    ),
    Case(
        "Zhejiang Art. 26: cannot be repaired",
        TV_ZJ,
        facts("2024-05-01", is_irreparable=True),
        {"options": SWAP2, "refund": PRICE},
    ),
    Case(
        "Zhejiang Art. 26: a repaired part's term starts anew at hand-over",
        TV_ZJ,
        facts(
            "2025-06-03",
            repairs=(repair("2024-06-01", "2024-06-03", is_same_part=True),),
        ),
        {"options": FREE, "term_end": day("2025-06-03")},
    ),
    Case(
        "Zhejiang Art. 26: other parts only gain the repair time",
        TV_ZJ,
        facts("2025-06-03", repairs=(repair("2024-06-01", "2024-06-03"),)),
        {"options": PAID, "term_end": day("2025-01-12")},
    ),
    Case(
        "Zhejiang Art. 30: misuse must be proven for the whole term",
        TV_ZJ,
        facts("2024-12-01", exclusions=(Exclusion("misuse", False, "burden"),)),
        {"options": FREE, "burden_on_operator": True},
    ),
    Case(
        "Shandong Art. 27: the 31st day, parts or no parts",
        TV_SD,
        facts(
            "2024-05-01",
            repairs=(repair("2024-02-01", "2024-03-03", is_waiting_parts=True),),
        ),
        {"options": SWAP2, "refund": PRICE},
    ),
    Case(
        "Shandong Art. 27: the 30th",
        TV_SD,
        facts(
            "2024-05-01",
            repairs=(repair("2024-02-01", "2024-03-02", is_waiting_parts=True),),
        ),
        {"options": FREE},
    ),
    Case(
        "C.1: the most favourable of law and province counts",
        (*TV, *TV_ZJ),
        facts("2024-04-01", repairs=FAILED),
        {"refund": PRICE, "fee": Decimal(0)},
    ),
    # -- handbooks -------------------------------------------------------------------
    Case(
        "R094, R097: serious within three years",
        (FURNITURE,),
        facts("2027-01-10", moments=DELIVERED, is_serious=True),
        {"options": ALL3, "refund": PRICE},
    ),
    Case(
        "R095, R097: ordinary faults are repaired for five years",
        (FURNITURE,),
        facts("2029-01-10", moments=DELIVERED),
        {"options": FREE},
    ),
    Case(
        "R095: past five years",
        (FURNITURE,),
        facts("2029-01-11", moments=DELIVERED, is_serious=True),
        {"options": PAID, "reason": "expired"},
    ),
    Case(
        "R096: fittings too",
        (FURNITURE,),
        facts("2028-06-01", moments=DELIVERED, part="hardware"),
        {"options": FREE, "covers": frozenset({"goods", "labour", "travel"})},
    ),
    *(
        Case(
            f"{rule}: {ground}",
            (PUMP,),
            facts(
                "2025-06-01",
                ground=ground,
                moments={
                    "first_use_date": day("2024-06-01"),
                    "factory_date": day("2024-01-01"),
                },
            ),
            {"options": options, "term_end": day("2025-06-01")},
        )
        for rule, ground, options in (
            ("R098-R100", "fault", ALL3),
            ("R101", "unused", SWAP2),
            ("R102", "carriage", ALL3),
            ("R103", "wrong_goods", SWAP2),
            ("R104", "recognised", ALL3),
        )
    ),
    Case(
        "R098: two years from the factory end first",
        (PUMP,),
        facts(
            "2026-01-02",
            moments={
                "first_use_date": day("2025-06-01"),
                "factory_date": day("2024-01-01"),
            },
        ),
        {"options": PAID, "term_end": day("2026-01-01")},
    ),
    Case(
        "R107: four years from acceptance, not from delivery",
        (LAMP_POST,),
        facts("2028-01-10", moments={**ACCEPTED, "delivery_date": day("2023-01-01")}),
        {"options": FREE, "term_end": day("2028-01-10")},
    ),
    Case(
        "R107: not accepted yet",
        (LAMP_POST,),
        facts("2024-01-10", moments=DELIVERED),
        {"options": PAID, "reason": "no_start"},
    ),
    *(
        Case(
            f"R450: {hours} h {minutes} min not cleared",
            (LAMP_POST,),
            facts(
                "2024-06-01",
                moments=ACCEPTED,
                part="fitting",
                now=datetime(2024, 6, 2, 8 + hours - 24, minutes),
                repairs=(Repair(day("2024-06-01"), began=datetime(2024, 6, 1, 8, 0)),),
            ),
            {"options": options},
        )
        for hours, minutes, options in ((24, 0, FREE), (24, 1, ("exchange",)))
    ),
    Case(
        "R110, R112: projector, one year from purchase",
        (PROJECTOR,),
        facts("2025-01-10"),
        {"options": FREE, "term_end": day("2025-01-10")},
    ),
    Case(
        "R111: accessories half a year",
        (PROJECTOR,),
        facts("2024-07-11", part="accessory"),
        {"options": PAID, "reason": "expired"},
    ),
    Case(
        "R114: repaired twice",
        (PROJECTOR,),
        facts("2024-04-01", repairs=FAILED),
        {"options": SWAP2},
    ),
    Case(
        "R115: no same model",
        (PROJECTOR,),
        facts("2024-04-01", repairs=FAILED, same_model=False),
        {"options": OTHER2, "refund": PRICE},
    ),
    *(
        Case(
            f"R116: {last}",
            (PROJECTOR,),
            facts("2024-06-01", repairs=(repair("2024-02-01", last),)),
            {"options": options},
        )
        for last, options in (("2024-04-01", FREE), ("2024-04-02", SWAP2))
    ),
    *(
        Case(
            f"{rule}: {code}",
            (PROJECTOR,),
            facts("2024-06-01", exclusions=(Exclusion(code),)),
            {"options": PAID, "reason": code},
        )
        for rule, code in (
            ("R118", "misuse"),
            ("R119", "model_mismatch"),
            ("R120", "force_majeure"),
            ("R121", "disposal_goods"),
        )
    ),
    Case(
        "R124: three years from acceptance, repair or exchange",
        (SURVEILLANCE,),
        facts("2027-01-10", moments=ACCEPTED),
        {"options": ("exchange", "repair"), "term_end": day("2027-01-10")},
    ),
    Case(
        "R125: misuse",
        (SURVEILLANCE,),
        facts("2025-01-10", moments=ACCEPTED, exclusions=(Exclusion("man_made"),)),
        {"options": PAID, "reason": "man_made"},
    ),
    Case(
        "R127: a term that is not stated",
        (NOT_STATED,),
        facts("2024-01-11"),
        {"options": PAID, "reason": "not_set"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source)
def test_source(case):
    result = warranty.decide(case.policies, case.facts)
    found = {name: getattr(result, name) for name in case.expected}
    if "term_end" in found and not result.covered:
        found["term_end"] = max(layer.term_end for layer in result.layers)
    assert found == case.expected


@pytest.mark.parametrize(
    ("today", "is_open"),
    [("2024-02-10", False), ("2024-02-11", True), ("2024-03-10", True)],
)
def test_the_second_month_opens_after_the_first(today, is_open):
    """R126, beside the exchange that R124 gives anyway."""
    repair_only = SURVEILLANCE._replace(
        terms=(
            SURVEILLANCE.terms[0]._replace(remedies=frozenset({"repair"})),
            SURVEILLANCE.terms[1],
        )
    )
    result = warranty.decide((repair_only,), facts(today, moments=ACCEPTED))
    assert ("exchange" in result.options) == is_open


def test_the_manager_is_told_before_a_threshold_is_reached():
    """Day 25 of 30, the first of two repairs, day 75 of 90."""
    result = warranty.decide(
        TV,
        facts(
            "2024-06-01",
            repairs=(repair("2024-02-01", "2024-02-26", is_fixed=False),),
        ),
    )
    near = {p.key: p.is_near for p in result.layers[0].progress}
    assert near == {"repairs": True, "wait": False, "own": True}
    assert not any(p.is_reached for p in result.layers[0].progress)


def test_direct_loss_is_said():
    """R099."""
    result = warranty.decide(
        (PUMP,), facts("2024-03-01", moments={"factory_date": day("2024-01-01")})
    )
    assert "direct_loss" in {reason.key for reason in result.layers[0].reasons}
