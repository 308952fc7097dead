from unittest.mock import patch

from odoo.tests import tagged

from ..receipt.common import GoodsCase
from ..stocktake.common import StocktakeCase


class FindingMixin:
    def _hear(self):
        """What documents say they found."""
        Finding = type(self.env["aftersales.finding"])
        return patch.object(Finding, "_on_finding")


@tagged("post_install", "-at_install")
class TestStocktakeFinding(FindingMixin, StocktakeCase):
    """What head office knows to differ is followed up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def test_what_is_beyond_the_tolerance_is_a_finding(self):
        stocktake = self._create_stocktake()
        stocktake.policy_id.sudo().tolerance_percent = 25
        stocktake.with_user(self.storekeeper).action_start()
        with self._hear() as heard:
            # Two of ten desks are tolerated, three of six chairs are not.
            self._walk_to_approved(stocktake, **{"Steel Desk": 8, "Chair": 3})
        document, source, title, facts = heard.call_args.args
        self.assertEqual((document, source), (stocktake, "warehouse"))
        self.assertIn("1 lines differ", title)
        self.assertIn("3 counted, 6 expected (", facts)
        self.assertNotIn("Steel Desk", facts)
        heard.assert_called_once()

    def test_books_that_agree_are_none(self):
        with self._hear() as heard:
            self._walk_to_approved(self._start())
        heard.assert_not_called()

    def test_the_policy_may_leave_it_at_the_adjustment(self):
        stocktake = self._start()
        stocktake.policy_id.sudo().reports_differences = False
        with self._hear() as heard:
            self._walk_to_approved(stocktake, Chair=3)
        heard.assert_not_called()


@tagged("post_install", "-at_install")
class TestFeedbackFinding(FindingMixin, GoodsCase):
    def test_a_serious_accident_is_a_finding(self):
        Feedback = self.env["aftersales.quality.feedback"]
        feedbacks = Feedback.with_user(self.storekeeper).create(
            [
                {
                    "outlet_id": self.outlet.id,
                    "product_id": self.goods.id,
                    "kind": "short",
                    "is_serious": is_serious,
                    "description": "The whole pallet is gone.",
                }
                for is_serious in (False, True)
            ]
        )
        with self._hear() as heard:
            feedbacks.action_report()
        document, source, title, facts = heard.call_args.args
        self.assertEqual((document, source), (feedbacks[1], "warehouse"))
        self.assertEqual(title, feedbacks[1].display_name)
        self.assertEqual(facts, "The whole pallet is gone.")
        heard.assert_called_once()
