from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestNumbers(AftersalesCase):
    """Documents get their numbers in one go, in order, without doubles."""

    def setUp(self):
        super().setUp()
        # One for each test: the database does not roll sequences back.
        self.sequence = self.env["ir.sequence"].create(
            {"name": "Test", "prefix": "T/", "suffix": "/X", "padding": 4}
        )

    def test_a_batch_continues_where_single_numbers_ended(self):
        self.assertEqual(self.sequence.next_by_id(), "T/0001/X")
        self.assertEqual(self.sequence._next_batch(2), ["T/0002/X", "T/0003/X"])
        self.assertEqual(self.sequence.next_by_id(), "T/0004/X")

    def test_a_batch_of_none_takes_no_number(self):
        self.assertEqual(self.sequence._next_batch(0), [])
        self.assertEqual(self.sequence.next_by_id(), "T/0001/X")

    def test_a_batch_steps_as_the_sequence_does(self):
        self.sequence.number_increment = 10
        self.assertEqual(self.sequence._next_batch(2), ["T/0001/X", "T/0011/X"])

    def test_a_sequence_without_gaps_keeps_having_none(self):
        self.sequence.implementation = "no_gap"
        self.assertEqual(self.sequence._next_batch(2), ["T/0001/X", "T/0002/X"])
        self.assertEqual(self.sequence.number_next, 3)

    def test_a_sequence_by_year_goes_on_within_its_year(self):
        self.sequence.use_date_range = True
        self.assertEqual(self.sequence._next_batch(2), ["T/0001/X", "T/0002/X"])
        self.assertEqual(self.sequence.next_by_id(), "T/0003/X")

    def test_a_batch_costs_one_query(self):
        self.sequence._next_batch(1)
        self.assertLessEqual(
            self._count_queries(lambda: self.sequence._next_batch(100)),
            self._count_queries(lambda: self.sequence._next_batch(1)),
        )

    def test_a_number_that_is_passed_stays(self):
        self.assertEqual(self._create_order(name="OLD-7").name, "OLD-7")

    def test_orders_of_a_batch_are_numbered_in_their_order(self):
        values = {"partner_id": self.customer.id}
        orders = self.env["aftersales.order"].create([dict(values) for _n in range(3)])
        names = orders.mapped("name")
        self.assertEqual(names, sorted(names))
        self.assertEqual(len(set(names)), 3)

    def test_a_missing_sequence_is_named(self):
        self.env["ir.sequence"].search([("code", "=", "aftersales.order")]).unlink()
        with self.assertRaisesRegex(UserError, "aftersales.order"):
            self._create_order()
