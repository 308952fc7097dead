from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallAccess(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_user("outlet_manager", "recall_head")
        cls.outlet.manager_id = cls.head
        cls.other = cls._create_outlet(name="Yantai Branch", cities="Yantai")
        far = cls.env["res.partner"].create({"name": "Far", "city": "Yantai"})
        cls.far_unit = cls._create_unit(
            product_id=cls.heater.id, serial="HX-0300", partner_id=far.id
        )
        cls.recall = cls._run()
        cls.wave = cls.env["aftersales.recall.wave"].create(
            {"recall_id": cls.recall.id, "means": "phone"}
        )
        cls.wave.action_launch()

    def _seen(self, model, user):
        return self.env[model].with_user(user).search([])

    def test_an_outlet_sees_its_own_units_customers_and_answers(self):
        near, far = self.heater_unit.recall_line_ids, self.far_unit.recall_line_ids
        (near | far)._register_answer("mine")
        self.assertEqual(far.outlet_id, self.other)
        seen = self._seen("aftersales.recall.line", self.head)
        self.assertIn(near, seen)
        self.assertNotIn(far, seen)
        for model in (
            "aftersales.recall.notice",
            "aftersales.recall.answer",
            "aftersales.recall.outlet",
        ):
            self.assertEqual(self._seen(model, self.head).outlet_id, self.outlet, model)
        far.with_user(self.dispatcher).action_refuse()
        with self.assertRaises(AccessError):
            far.with_user(self.head).action_miss()

    def test_a_technician_sees_the_units_of_his_orders(self):
        line = self.heater_unit.recall_line_ids
        self.assertFalse(self._seen("aftersales.recall.line", self.technician_user))
        line._raise_orders()
        line.order_id.technician_id = self.technician
        self.assertEqual(
            self._seen("aftersales.recall.line", self.technician_user), line
        )

    def test_whoever_works_in_the_store_is_told_without_a_role_in_service(self):
        storekeeper = self.env["res.users"].create(
            {
                "name": "Store",
                "login": "plain_store",
                "group_ids": [(6, 0, self.env.ref("stock.group_stock_user").ids)],
            }
        )
        lot = self.lots[0].with_user(storekeeper)
        self.assertEqual(lot.recall_note, self.recall.display_name)
        picking = self._prepare_picking(self.lots[0], self.customer)
        self.assertTrue(picking.with_user(storekeeper).recall_note)
        with self.assertRaisesRegex(Exception, "under recall"):
            picking.with_user(storekeeper).button_validate()

    def test_rows_come_from_the_selection_only(self):
        Line = self.env["aftersales.recall.line"].with_user(self.manager)
        with self.assertRaises(AccessError):
            Line.create(
                {
                    "recall_id": self.recall.id,
                    "company_id": self.company.id,
                    "product_id": self.heater.id,
                }
            )

    def test_another_company_sees_nothing_of_it(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        user = self._create_user(
            "service_manager",
            "other_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        for model in (
            *("", ".criterion", ".line", ".wave", ".notice", ".answer"),
            ".outlet",
        ):
            self.assertFalse(self._seen(f"aftersales.recall{model}", user), model)
