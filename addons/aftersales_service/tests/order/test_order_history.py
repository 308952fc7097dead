from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestOrderHistory(AftersalesCase):
    """Likely duplicates and repeated faults (R243)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_duplicate_days = 7
        cls.company.aftersales_repeat_days = 90
        cls.other_symptom = cls._create_fault_code("Lock jams", "symptom")
        cls.neighbour = cls.env["res.partner"].create({"name": "Haibin Clinic"})
        cls.first = cls._create_order(received_at="2026-03-02 01:00:00")

    def _next(self, received_at="2026-03-05 01:00:00", **vals):
        return self._create_order(received_at=received_at, **vals).with_user(
            self.dispatcher
        )

    # -- duplicates ----

    def test_the_same_fault_of_the_same_unit_is_a_likely_duplicate(self):
        self.assertEqual(self._next().duplicate_ids, self.first)

    def test_the_same_fault_from_the_same_phone_is_a_likely_duplicate(self):
        order = self._next(
            partner_id=self.neighbour.id, equipment_id=False, phone="+86 138-1234-5678"
        )
        self.assertEqual(order.duplicate_ids, self.first)

    def test_another_fault_is_no_duplicate(self):
        self.assertFalse(self._next(symptom_id=self.other_symptom.id).duplicate_ids)

    def test_another_unit_from_another_phone_is_no_duplicate(self):
        unit = self._create_unit(serial="SN000002")
        order = self._next(equipment_id=unit.id, phone="0532 8888 6666")
        self.assertFalse(order.duplicate_ids)

    def test_a_call_without_unit_and_phone_has_no_duplicates(self):
        self._create_order(partner_id=self.neighbour.id, equipment_id=False)
        order = self._next(partner_id=self.neighbour.id, equipment_id=False)
        self.assertFalse(order.phone_key)
        self.assertFalse(order.duplicate_ids)

    def test_a_duplicate_is_looked_for_to_the_day(self):
        at_edge = self._next("2026-03-09 01:00:00")
        too_late = self._next("2026-03-09 01:00:01")
        self.assertIn(self.first, at_edge.duplicate_ids)
        self.assertNotIn(self.first, too_late.duplicate_ids)

    def test_zero_days_look_for_no_duplicates(self):
        self.company.aftersales_duplicate_days = 0
        self.assertFalse(self._next().duplicate_ids)

    def test_what_is_closed_or_cancelled_is_no_duplicate(self):
        self.first.action_cancel()
        self.assertFalse(self._next().duplicate_ids)

    def test_a_call_taken_after_this_one_is_shown_too(self):
        later = self._next()
        self.assertEqual(self.first.duplicate_ids, later)

    def test_duplicates_show_while_the_call_is_typed(self):
        draft = self.env["aftersales.order"].new(
            {
                "equipment_id": self.unit.id,
                "symptom_id": self.symptom.id,
                "received_at": "2026-03-05 01:00:00",
            }
        )
        self.assertEqual(draft.duplicate_ids._origin, self.first)

    # -- repeats ----

    @rule("R243")
    def test_the_same_fault_again_is_flagged_as_a_repeat(self):
        again = self._next()
        self.assertEqual(again.repeat_of_id, self.first)
        self.assertTrue(again.is_repeat)
        self.assertFalse(self.first.is_repeat)

    @rule("R243")
    def test_a_repeat_counts_up_to_the_last_day_exactly(self):
        at_edge = self._next("2026-05-31 01:00:00")  # 90 days after the first
        too_late = self._next("2026-08-29 01:00:01")  # 90 days and a second later
        self.assertEqual(at_edge.repeat_of_id, self.first)
        self.assertFalse(too_late.repeat_of_id)

    @rule("R243")
    def test_a_repeat_names_the_last_order_before(self):
        second = self._next("2026-03-10 01:00:00")
        third = self._next("2026-03-20 01:00:00")
        self.assertEqual(third.repeat_of_id, second)

    @rule("R243")
    def test_a_batch_may_hold_the_fault_and_its_repeat(self):
        unit = self._create_unit(serial="SN000003")
        values = {
            "partner_id": self.customer.id,
            "equipment_id": unit.id,
            "symptom_id": self.symptom.id,
        }
        first, second = self.env["aftersales.order"].create(
            [
                {**values, "received_at": "2026-03-02 01:00:00"},
                {**values, "received_at": "2026-03-03 01:00:00"},
            ]
        )
        self.assertEqual(second.repeat_of_id, first)
        self.assertFalse(first.repeat_of_id)

    @rule("R243")
    def test_a_cancelled_order_is_not_repeated(self):
        self.first.action_cancel()
        self.assertFalse(self._next().is_repeat)

    @rule("R243")
    def test_another_fault_or_unit_is_no_repeat(self):
        unit = self._create_unit(serial="SN000002")
        self.assertFalse(self._next(equipment_id=unit.id).is_repeat)
        self.assertFalse(self._next(symptom_id=self.other_symptom.id).is_repeat)

    @rule("R243")
    def test_another_company_has_its_own_repeats(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        theirs = self._create_unit(company_id=company.id)
        order = self._create_order(
            company_id=company.id, equipment_id=theirs.id, user_id=False
        )
        self.assertFalse(order.is_repeat)

    def test_zero_days_flag_no_repeat(self):
        self.company.aftersales_repeat_days = 0
        self.assertFalse(self._next().is_repeat)

    def test_repeats_can_be_searched(self):
        again = self._next()
        Order = self.env["aftersales.order"].with_user(self.dispatcher)
        mine = [("equipment_id", "=", self.unit.id)]
        self.assertEqual(Order.search(mine + [("is_repeat", "=", True)]), again)
        self.assertEqual(Order.search(mine + [("is_repeat", "=", False)]), self.first)

    def test_open_orders_can_be_searched(self):
        again = self._next()
        self.first.action_cancel()
        Order = self.env["aftersales.order"].with_user(self.dispatcher)
        mine = [("equipment_id", "=", self.unit.id)]
        self.assertEqual(Order.search(mine + [("is_open", "=", True)]), again)
        self.assertEqual(Order.search(mine + [("is_open", "=", False)]), self.first)
        self.assertEqual(
            Order.search(mine + [("is_open", "in", [True, False])]), again + self.first
        )

    def test_earlier_orders_of_the_customer_are_shown(self):
        again = self._next()
        self.assertEqual(again.recent_order_ids, self.first)
