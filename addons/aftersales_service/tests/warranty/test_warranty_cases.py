import json

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools.misc import file_open

from .common import WarrantyCase

FILE = "aftersales_service/tests/data/warranty_cases.json"
EXCLUSIONS = (
    "misuse",
    "unauthorised_repair",
    "model_mismatch",
    "force_majeure",
    "no_proof",
)
METRICS = {
    "repairs": "failed_repairs",
    "wait_parts_days": "wait_parts_days",
    "own_repair_days": "own_repair_days",
    "unrepaired_days": "unrepaired_days",
    "total_repair_days": "total_repair_days",
}
WAITING = {True: "received", False: "none"}
FLAGS = {
    "repair": "can_repair",
    "exchange": "can_exchange",
    "exchange_other_model": "can_exchange_other",
    "refund": "can_refund",
}


def _clock(event, months=0, days=0):
    return (0, 0, {"event": event, "months": months, "days": days})


@tagged("post_install", "-at_install")
class TestWarrantyCases(WarrantyCase):
    """The 150 calculated cases, from the policy's record to the order's decision."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(FILE) as file:
            data = json.load(file)
        cls.cases = data["cases"]
        # Sold to companies, so that the consumer law has no say.
        cls.policies = {
            name: cls._create_case_policy(name, figures)
            for name, figures in data["policies"].items()
        }
        serious = {"severity": "serious"}
        cls.serious = cls._create_fault_code("Grave", "symptom", **serious)
        cls.causes = {
            code: cls._create_fault_code(
                code,
                "cause",
                exclusion_id=cls.env.ref(
                    f"aftersales_service.warranty_exclusion_{code}"
                ).id,
            )
            for code in EXCLUSIONS
        }

    @classmethod
    def _create_case_policy(cls, name, figures):
        start = figures["start"]
        clocks = [_clock(start, figures["unit_months"])]
        if "factory_months" in figures:
            clocks.append(_clock("factory_date", figures["factory_months"]))
        terms = [{"name": "Unit", "clock_ids": clocks, "clock_rule": "earliest"}]
        for part in ("main_part", "accessory"):
            if f"{part}_months" in figures:
                terms.append(
                    {
                        "name": part,
                        "code": part,
                        "scope": "part",
                        "part_class_id": cls._get_part(part).id,
                        "clock_ids": [_clock(start, figures[f"{part}_months"])],
                    }
                )
        for days, gives_refund in ((7, True), (15, False)):
            if figures.get(f"right{days}"):
                terms.append(
                    {
                        "name": f"{days} days",
                        "code": f"right{days}",
                        "is_right": True,
                        "gives_exchange": True,
                        "gives_refund": gives_refund,
                        "severity": "performance",
                        "is_extended_by_repair": False,
                        "clock_ids": [_clock(start, days=days)],
                    }
                )
        if figures.get("serious_remedies"):
            terms.append(
                {
                    "name": "Serious",
                    "code": "serious",
                    "is_right": True,
                    "gives_exchange": True,
                    "gives_refund": True,
                    "severity": "serious",
                    "clock_ids": [_clock(start, figures["serious_months"])],
                }
            )
        fee = figures.get("fee")
        category = cls.env["product.category"].create({"name": name})
        goods = cls.env["product.product"].create(
            {"name": name, "categ_id": category.id}
        )
        cls._create_policy(
            name=name,
            terms=terms,
            product_category_ids=[(6, 0, category.ids)],
            entitlement_ids=[
                (0, 0, {"metric": metric, "threshold": figures[figure]})
                for figure, metric in METRICS.items()
                if figure in figures
            ],
            fee_status={None: False, "0": "forbidden"}.get(fee, "rate"),
            fee_rate=float(fee or 0),
        )
        return goods

    @classmethod
    def _get_part(cls, name):
        return cls.env.ref(f"aftersales_service.part_class_{name}")

    def _create_units(self):
        moments = ("invoice_date", "delivery_date", "factory_date", "first_use_date")
        units = self.env["aftersales.equipment"].create(
            [
                {
                    "product_id": self.policies[case["policy"]].id,
                    "serial": f"CASE{number}",
                    "partner_id": self.buyer_company.id,
                    "price": float(case["price"]),
                    **{moment: case[moment] for moment in moments},
                }
                for number, case in enumerate(self.cases)
            ]
        )
        self._create_signed(
            [
                (
                    unit,
                    repair["in"],
                    repair["out"],
                    {
                        "is_fixed": repair["fixed"],
                        "parts_status": (
                            "received" if repair["waiting_parts"] else "none"
                        ),
                    },
                )
                for unit, case in zip(units, self.cases, strict=True)
                for repair in case["repairs"]
            ]
        )
        return units

    def _decide(self, unit, case):
        fault, part = case["fault"], case["part"]
        return self._report(
            unit,
            case["today"],
            symptom_id=(self.serious if fault == "serious" else self.symptom).id,
            cause_id=self.causes[fault].id if fault in EXCLUSIONS else False,
            part_class_id=False if part == "unit" else self._get_part(part).id,
            is_model_unavailable=not case["same_model_available"],
        ).decision_id

    def test_150_cases(self):
        self.assertEqual(len(self.cases), 150)
        units = self._create_units()
        for unit, case in zip(units, self.cases, strict=True):
            with self.subTest(unit.serial), freeze_time(f"{case['today']} 02:00:00"):
                decision = self._decide(unit, case)
                expected = case["expected"]
                options = {name for name, flag in FLAGS.items() if decision[flag]}
                found = {
                    "covered": decision.is_covered,
                    "options": sorted(options) or ["paid_repair"],
                    "reason": decision.reason or "",
                    "term_end": str(decision.term_end_date),
                    "fee": f"{decision.fee_amount:.2f}",
                    "refund": f"{decision.refund_amount:.2f}",
                }
                self.assertEqual({key: found[key] for key in expected}, expected)
