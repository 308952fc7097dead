from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestPartSubstitution(PartsCase):
    """A substitute is used when the customer agrees, or when it is equal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_goods("Drawer Rail, Black")
        cls.row = cls.env["aftersales.part.substitute"].create(
            {
                "product_id": cls.part.id,
                "substitute_id": cls.other.id,
                "note": "Black instead of silver.",
            }
        )
        cls._stock_part(cls.stock, 2, cls.other)

    def _propose(self):
        order = self._create_part_order()
        action = order.with_user(self.technician_user).action_propose_substitutes()
        found = self.env["aftersales.part.substitution"].search(action["domain"])
        return order, found.with_user(self.technician_user)

    def test_without_the_customer_s_word_it_is_not_used(self):
        order, found = self._propose()
        self.assertRecordValues(
            found,
            [
                {
                    "state": "proposed",
                    "product_id": self.part.id,
                    "substitute_id": self.other.id,
                    "available": 2,
                    "difference": "Black instead of silver.",
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "Customer Agrees"):
            found.action_use()
        with self.assertRaisesRegex(UserError, "Agreed By"):
            found.action_agree()
        found.write({"consent_by": "Director Li", "consent_channel": "phone"})
        found.action_agree()
        self.assertEqual(found.consent_user_id, self.technician_user)
        self.assertTrue(found.consent_at)
        with self.assertRaisesRegex(UserError, "stays"):
            found.consent_by = "Somebody"
        found.action_use()
        self.assertEqual(found.state, "used")
        self.assertEqual(order.part_move_ids.product_id, self.other)
        self.assertEqual(order.parts_status, "received")

    def test_an_equal_part_is_used_at_once(self):
        self.row.is_equivalent = True
        order, found = self._propose()
        found.action_use()
        self.assertEqual(order.part_move_ids, found.new_move_id)

    def test_what_was_asked_does_not_change(self):
        _order, found = self._propose()
        with self.assertRaises(UserError):
            found.substitute_id = self.part
        found.action_refuse()
        with self.assertRaises(UserError):
            found.action_use()

    def test_either_way_and_validity(self):
        Row = self.env["aftersales.part.substitute"]
        find = lambda product: Row._find(product, self.company, "2026-03-02")  # noqa: E731
        self.assertFalse(find(self.other))
        self.row.direction = "both"
        self.assertEqual(find(self.other)[self.other], [(self.row, self.part)])
        self.row.date_to = "2026-03-01"
        self.assertFalse(find(self.part))

    def test_nothing_is_free(self):
        self._stock_part(self.stock, -2, self.other)
        order = self._create_part_order()
        with self.assertRaisesRegex(UserError, "Ask colleagues"):
            order.with_user(self.technician_user).action_propose_substitutes()

    def test_only_the_office_keeps_the_list(self):
        with self.assertRaises(AccessError):
            self.row.with_user(self.technician_user).is_equivalent = True
        self.row.with_user(self.storekeeper).is_equivalent = True
