import contextlib

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...models.equipment import aftersales_equipment_build
from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 03:00:00")
class TestBuild(DeliveryCase):
    """The installed base of a company with years of deliveries behind it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.us = cls.company.partner_id
        # Whatever else the database has delivered is no matter here.
        Template = cls.env["product.template"]
        Template.search([("is_serviced", "=", True)]).is_serviced = False
        cls.pump.is_serviced = True

    def setUp(self):
        super().setUp()
        self.commits = []
        self.patch(
            self.registry["ir.cron"],
            "_commit_progress",
            lambda cron, processed=0, **kwargs: (
                self.commits.append(processed) or self.time_left()
            ),
        )
        self.time_left = lambda: 3600

    def _forget(self):
        """As on the day on which the suite is installed: goods moved, no units."""
        units = self.Unit.search([("product_id", "=", self.pump.id)])
        units.owner_history.unlink()
        units.unlink()

    def _at(self, day):
        return freeze_time(f"{day} 03:00:00")

    def _live(self):
        """Three numbers: sold; sold and back; sold, back, and sold again."""
        sold, back, again = lots = self._create_lots("A", "B", "C")
        with self._at("2024-01-10"):
            sale = self._sell(self.pump, 3, site=self.site)
            self._validate(sale.picking_ids, lots)
            sale._create_invoices().action_post()
        with self._at("2024-03-01"):
            self._come_back(back + again, partner=self.customer)
        with self._at("2025-01-05"):
            resale = self._sell(self.pump, 1, partner=self.other, price_unit=500)
            self._validate(resale.picking_ids, again)
        self._forget()
        return lots

    def _create_run(self):
        return self.env["aftersales.equipment.build"].with_user(self.manager).create({})

    def _run(self):
        run = self._create_run()
        run.action_start()
        self.env["aftersales.equipment.build"]._cron_build()
        return run

    def test_counts_are_shown_before_anything_is_made(self):
        self._live()
        known = self._create_lots("K")
        with self._at("2025-02-01"):
            self._move(known, partner=self.customer)
        run = self._create_run()
        run.action_count()
        self.assertRecordValues(
            run,
            [
                {
                    "delivered_count": 4,
                    "known_count": 1,
                    "missing_count": 3,
                    "made_count": 0,
                }
            ],
        )
        self.assertEqual(len(self.Unit.search([("product_id", "=", self.pump.id)])), 1)

    def test_the_last_state_of_each_number_wins(self):
        lots = self._live()
        run = self._run()
        values = {"source": "past_delivery", "product_id": self.pump.id}
        self.assertRecordValues(
            self._units(lots),
            [
                {
                    **values,
                    "serial": "A",
                    "state": "in_use",
                    "partner_id": self.customer.id,
                    "site_partner_id": self.site.id,
                    "price": 1130.0,
                },
                {
                    **values,
                    "serial": "B",
                    "state": "returned",
                    "partner_id": False,
                    "site_partner_id": False,
                    "price": 1130.0,
                },
                {
                    **values,
                    "serial": "C",
                    "state": "in_use",
                    "partner_id": self.other.id,
                    "site_partner_id": False,
                    "price": 565.0,
                },
            ],
        )
        self.assertEqual(
            [
                (str(u.delivery_date), str(u.invoice_date), str(u.returned_date))
                for u in self._units(lots)
            ],
            [
                ("2024-01-10", "2024-01-10", "False"),
                ("2024-01-10", "2024-01-10", "2024-03-01"),
                ("2025-01-05", "False", "False"),
            ],
        )
        self.assertEqual(
            self._owners(self._units(lots)[2]),
            [
                (self.customer, "2024-01-10", "2024-03-01", "sold"),
                (self.us, "2024-03-01", "2025-01-05", "returned"),
                (self.other, "2025-01-05", None, "sold"),
            ],
        )
        self.assertRecordValues(
            run, [{"made_count": 3, "returned_count": 1, "missing_count": 3}]
        )
        self.assertTrue(run.ended_at)
        action = run.action_view_units()
        self.assertEqual(self.Unit.search_count(action["domain"]), 3)

    def test_a_second_run_makes_nothing(self):
        self._live()
        self._run()
        again = self._run()
        self.assertRecordValues(
            again, [{"known_count": 3, "missing_count": 0, "made_count": 0}]
        )
        self.assertEqual(len(self.Unit.search([("product_id", "=", self.pump.id)])), 3)

    def test_a_unit_typed_by_hand_is_left_alone(self):
        lots = self._live()
        typed = self._create_unit(
            product_id=self.pump.id, serial="A", partner_id=self.other.id
        )
        run = self._run()
        self.assertEqual(run.made_count, 2)
        self.assertEqual(typed.partner_id, self.other)
        self.assertFalse(typed.delivery_date)
        self.assertEqual(self._units(lots).mapped("serial"), ["B", "C"])

    def test_products_nobody_services_and_other_companies_are_left_out(self):
        lots = self._live()
        self.pump.is_serviced = False
        self.assertFalse(self._run().missing_count)
        self.pump.is_serviced = True
        company = self.env["res.company"].create({"name": "Other Maker"})
        self.manager.company_ids += company
        run = self._create_run()
        run.company_id = company
        run.action_start()
        self.env["aftersales.equipment.build"]._cron_build()
        self.assertFalse(run.made_count)
        self.assertFalse(self._units(lots))

    def test_a_killed_run_goes_on_behind_its_last_batch(self):
        self.patch(aftersales_equipment_build, "BATCH", 1)
        lots = self._live()
        run = self._create_run()
        run.action_start()
        Build = self.env["aftersales.equipment.build"]
        make = type(Build)._build_batch

        def die(self, limit):
            if self.made_count == 1:
                raise KeyboardInterrupt
            return make(self, limit)

        self.patch(self.registry["aftersales.equipment.build"], "_build_batch", die)
        # Not assertRaises, which would roll back the batch that was committed.
        with contextlib.suppress(KeyboardInterrupt):
            Build._cron_build()
        self.assertEqual(self._units(lots).mapped("serial"), ["A"])
        self.assertFalse(run.ended_at)
        self.patch(self.registry["aftersales.equipment.build"], "_build_batch", make)
        Build._cron_build()
        self.assertEqual(self._units(lots).mapped("serial"), ["A", "B", "C"])
        self.assertEqual(run.made_count, 3)
        self.assertTrue(run.ended_at)

    def test_a_run_whose_time_is_up_goes_on_at_the_next_call(self):
        self.patch(aftersales_equipment_build, "BATCH", 2)
        lots = self._live()
        run = self._create_run()
        run.action_start()
        self.time_left = lambda: 0
        Build = self.env["aftersales.equipment.build"]
        Build._cron_build()
        self.assertEqual(len(self._units(lots)), 2)
        self.time_left = lambda: 3600
        Build._cron_build()
        self.assertEqual(len(self._units(lots)), 3)
        self.assertEqual([n for n in self.commits if n], [2, 1])
        self.assertTrue(run.ended_at)

    def test_a_run_under_way_is_not_started_twice_and_may_be_stopped(self):
        lots = self._live()
        run = self._create_run()
        run.action_start()
        with self.assertRaisesRegex(UserError, "under way"):
            run.action_start()
        run.action_stop()
        self.env["aftersales.equipment.build"]._cron_build()
        self.assertFalse(self._units(lots))
        run.action_start()
        self.assertFalse(run.ended_at)

    def test_only_a_service_manager_builds(self):
        for role in ("dispatcher", "storekeeper", "inspector"):
            user = self.dispatcher if role == "dispatcher" else self._create_user(role)
            with self.subTest(role), self.assertRaises(AccessError):
                self.env["aftersales.equipment.build"].with_user(user).create({})

    def test_twenty_numbers_cost_as_many_queries_as_two(self):
        def measure(count, prefix):
            lots = self._create_lots(*(f"{prefix}{n}" for n in range(count)))
            sale = self._sell(self.pump, count)
            self._validate(sale.picking_ids, lots)
            self._forget()
            run = self._create_run().sudo()
            run.action_start()
            run.last_lot_id = lots[0].id - 1
            queries = self._count_queries(lambda: run._build_batch(100))
            self.assertEqual(len(self._units(lots)), count)
            return queries

        measure(2, "W")  # warm the registry caches
        self.assertEqual(measure(2, "X"), measure(20, "Y"))
