import json
from pathlib import Path

from odoo.tests import tagged

from ..rules import rule
from .common import SlaCase

CASES = json.loads(
    (Path(__file__).parent.parent / "data" / "sla_cases.json").read_text("utf-8")
)


@tagged("post_install", "-at_install")
class TestSlaCases(SlaCase):
    """120 promises on a Chinese calendar, with the holidays of 2026 as the wizard
    loads them and the days worked in exchange."""

    @rule("R039", "R042", "R043", "R045", "R046", "R047", "R048")
    def test_sla_cases(self):
        self.env["aftersales.load.holidays"].create(
            {
                "year": 2026,
                "country_id": self.env.ref("base.cn").id,
                "calendar_ids": [(6, 0, self.calendar.ids)],
            }
        ).action_load()
        policies = {
            (case["unit"], case["amount"]): self._create_policy(
                ("repair", case["amount"], case["unit"]),
                order_type_ids=[(6, 0, self.type_repair.copy({"code": str(i)}).ids)],
            )
            for i, case in enumerate(CASES["cases"])
        }
        orders = self.env["aftersales.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "type_id": policies[case["unit"], case["amount"]].order_type_ids.id,
                    "received_at": self._local(case["start"]),
                }
                for case in CASES["cases"]
            ]
        )
        for order, case in zip(orders, CASES["cases"], strict=True):
            with self.subTest(**case):
                self.assertEqual(order.sla_ids.deadline, self._local(case["deadline"]))
        self.assertEqual(len(orders), 120)
