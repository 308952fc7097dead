from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..parts.common import PartsCase
from .common import EvidenceMixin


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestEvidenceParts(EvidenceMixin, PartsCase):
    """Parts were there, colleagues answered, tools are fit, old parts came back."""

    def test_parts_were_in_stock(self):
        self._stock_part(self.stock, 1)
        at_hand = self._create_part_order()
        ordered = self._create_part_order(5)
        self._create_order(outlet_id=self.outlet.id)  # needs none
        self.assertEqual(at_hand.parts_status, "in_stock")
        self.assertEqual(ordered.parts_status, "to_order")
        self._assert_counted("parts_at_hand", at_hand, ordered)

    def test_colleagues_answered(self):
        self._stock_part(self.van_b, 3)
        Request = self.env["aftersales.part.request"].with_user(self.technician_user)
        answered, open_one, dropped = Request.create(
            [{"product_id": self.part.id}] * 3
        ).sudo()
        for request in (answered, open_one, dropped):
            request.with_user(self.technician_user).action_ask()
        dropped.with_user(self.technician_user).action_cancel()
        offer = answered.offer_ids.filtered(lambda one: one.location_id == self.van_b)
        offer.with_user(self.colleague_user).action_accept()
        self._assert_counted("part_requests_answered", answered, open_one)

    def test_proposals_were_decided(self):
        runner, screw = (self._create_goods(name, 5.0) for name in ("Runner", "Screw"))
        policy = self.env["aftersales.part.policy"].create({"name": "Parts"})
        vals = {
            "company_id": self.company.id,
            "outlet_id": self.outlet.id,
            "location_id": self.stock.id,
            "policy_id": policy.id,
            "reckoned_on": "2026-02-01",
        }
        accepted, open_one, earlier = self.env["aftersales.part.proposal"].create(
            [
                {**vals, "product_id": self.part.id, "state": "accepted"},
                {**vals, "product_id": runner.id},
                {**vals, "product_id": screw.id, "reckoned_on": "2025-12-31"},
            ]
        )
        self.assertEqual(earlier.state, "open")
        self._assert_counted("part_proposals_decided", accepted, open_one)

    def _create_tools(self, number, **vals):
        kind = self.env["aftersales.tool.kind"].create({"name": f"Meter {number}"})
        tools = self.env["aftersales.tool"].create(
            [{"kind_id": kind.id, "outlet_id": self.outlet.id, **vals}] * number
        )
        self.env["aftersales.tool.calibration"].create(
            [
                {
                    "tool_id": tool.id,
                    "date": "2026-01-10",
                    "attachment_ids": self._paper("certificate.pdf"),
                }
                for tool in tools[1:]
            ]
        )
        return tools

    def test_tools_in_use_are_calibrated(self):
        tools = self._create_tools(3)
        self._create_tools(1, blocked_reason="Dropped")
        until = (date(2026, 1, 1), date(2026, 6, 30))
        self._assert_counted("tools_calibrated", tools[1:], tools[:1], until)
        later = (date(2027, 1, 1), date(2027, 6, 30))
        self._assert_counted("tools_calibrated", tools.browse(), tools, later)

    def test_as_many_queries_for_20_tools_as_for_2(self):
        self._create_tools(2)
        self._ask("tools_calibrated")
        few = self._count_queries(lambda: self._ask("tools_calibrated"))
        self._create_tools(20)
        self.assertEqual(
            few, self._count_queries(lambda: self._ask("tools_calibrated"))
        )

    def test_old_parts_came_back(self):
        rule = self.env["aftersales.old.part.rule"].create(
            {
                "name": "Test",
                "sequence": 0,
                "disposition": "scrap",
                "hand_in_days": 2,
                "settle_days": 20,
            }
        )
        order = self._create_order(
            outlet_id=self.outlet.id, technician_id=self.technician.id
        )
        parts = self.env["aftersales.old.part"].create(
            [{"order_id": order.id, "product_id": self.part.id}] * 3
        )
        self.assertEqual(parts.rule_id, rule)
        kept, waiting, fresh = parts
        kept.write({"disposition": "customer", "customer_word": "Mr Zhang"})
        kept.with_user(self.technician_user).action_keep()
        fresh.removed_on = "2026-03-09"
        until = (date(2026, 1, 1), date(2026, 3, 10))
        self._assert_counted("old_parts_returned", kept | fresh, waiting, until)
