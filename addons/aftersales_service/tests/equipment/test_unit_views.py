from freezegun import freeze_time
from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestUnitViews(DeliveryCase):
    """Units are found from the documents they come from, by every role that reads."""

    ROLES = ("outlet_manager", "dispatcher", "storekeeper", "finance", "inspector")

    def setUp(self):
        super().setUp()
        self.lots = self._create_lots("P-1", "P-2")
        self.sale = self._sell(self.pump, 2)
        self.picking = self._validate(self.sale.picking_ids, self.lots)

    def test_sale_delivery_product_and_number_lead_to_their_units(self):
        for origin, count in (
            (self.sale, 2),
            (self.picking, 2),
            (self.pump, 2),
            (self.pump.product_tmpl_id, 2),
            (self.lots[0], 1),
        ):
            origin = origin.with_user(self.dispatcher)
            with self.subTest(origin._name):
                self.assertEqual(origin.aftersales_equipment_count, count)
                action = origin.action_view_aftersales_equipment()
                found = self.Unit.with_user(self.dispatcher).search(action["domain"])
                self.assertEqual(len(found), count)

    def test_counting_costs_the_same_for_many_documents(self):
        sales = self.sale
        for n in range(5):
            lots = self._create_lots(f"Q-{n}")
            sale = self._sell(self.pump, 1)
            self._validate(sale.picking_ids, lots)
            sales |= sale
        sales = sales.with_user(self.dispatcher)
        self.assertEqual(sales.mapped("aftersales_equipment_count"), [2, 1, 1, 1, 1, 1])
        first = self._count_queries(
            lambda: sales[:2].mapped("aftersales_equipment_count")
        )
        self.assertEqual(
            first,
            self._count_queries(lambda: sales.mapped("aftersales_equipment_count")),
        )

    def test_every_role_opens_a_unit_with_its_parts_and_owners(self):
        unit = self._units(self.lots)[0]
        for role in self.ROLES:
            user = self.dispatcher if role == "dispatcher" else self._create_user(role)
            with self.subTest(role):
                seen = unit.with_user(user)
                seen.owner_history.read()
                seen.part_ids.read()
                seen.web_read({"display_name": {}, "owner_history": {}})

    def test_filters_find_what_they_say(self):
        units = self._units(self.lots)
        waiting = self._create_unit(serial="W-1", partner_id=False)
        self._come_back(self.lots[1:], partner=self.customer)
        arch = self.Unit.get_view(view_type="search")["arch"]
        mine = units | waiting | self.unit
        for name, expected in (
            ("returned", units[1]),
            ("without_customer", waiting),
            ("without_serial", self.Unit),
            ("made_by_delivery", units),
            ("made_by_hand", waiting | self.unit),
        ):
            with self.subTest(name):
                (node,) = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
                domain = safe_eval(node.get("domain"))
                found = self.Unit.search([("id", "in", mine.ids), *domain])
                self.assertEqual(found, expected.sorted("id", reverse=True))

    def test_a_person_types_a_unit_with_a_free_serial(self):
        form = Form(self.Unit.with_user(self.dispatcher))
        form.product_id = self.product
        form.serial = "FREE-1"
        form.partner_id = self.customer
        unit = form.save()
        self.assertEqual(unit.source, "manual")
        self.assertFalse(unit.lot_id)
