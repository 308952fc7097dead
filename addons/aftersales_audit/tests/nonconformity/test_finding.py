from odoo.tests import tagged

from .common import NonconformityCase


@tagged("post_install", "-at_install")
class TestFinding(NonconformityCase):
    """What documents of other addons found becomes a nonconformity."""

    def _find_nonconformity(self, document):
        return self.env["aftersales.nonconformity"].search(
            [("res_model", "=", document._name), ("res_id", "=", document.id)]
        )

    def test_a_finding_is_followed_up_once_while_it_is_open(self):
        order = self._create_order(outlet_id=self.outlet.id)
        Finding = self.env["aftersales.finding"].with_user(self.dispatcher)
        for facts in ("Two desks are missing.", "A third one is missing."):
            Finding._on_finding(order, "warehouse", "Desks missing", facts)
        record = self._find_nonconformity(order)
        self.assertRecordValues(
            record,
            [
                {
                    "source": "warehouse",
                    "title": "Desks missing",
                    "facts": "Two desks are missing.",
                    "outlet_id": self.outlet.id,
                    "origin_name": order.display_name,
                }
            ],
        )
        self.assertIn("A third one", "".join(record.message_ids.mapped("body")))

    def test_a_serious_accident_with_goods(self):
        if "aftersales.quality.feedback" not in self.env:
            self.skipTest("Goods are not kept here.")
        feedback = self.env["aftersales.quality.feedback"].create(
            {
                "outlet_id": self.outlet.id,
                "product_id": self.product.id,
                "kind": "short",
                "is_serious": True,
                "description": "The whole pallet is gone.",
            }
        )
        feedback.with_user(self._create_user("storekeeper")).action_report()
        record = self._find_nonconformity(feedback)
        self.assertEqual(record.source, "warehouse")
        self.assertEqual(record.facts, "The whole pallet is gone.")
