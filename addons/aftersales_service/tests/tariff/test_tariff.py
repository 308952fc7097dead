from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule

FEW, MANY = 2, 20


class TariffCase(AftersalesCase):
    """A pricelist, a zone, an evening band, and what builds rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.travel = cls.company.aftersales_travel_product_id
        cls.travel.list_price = 30.0
        cls.zone = cls.env["aftersales.tariff.zone"].create(
            {"name": "Zone A", "cities": "Qingdao"}
        )
        cls.evening = cls.env["aftersales.tariff.band"].create(
            {"name": "Evening", "hours": "between", "hour_from": 18, "hour_to": 23}
        )
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Shop", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        cls.outlet.calendar_id = cls.calendar
        cls.order = cls._create_order(technician_id=cls.technician.id)

    @classmethod
    def _create_rule(cls, **vals):
        return cls.env["aftersales.tariff.rule"].create(
            {"product_id": cls.travel.id, "amount": 50.0, **vals}
        )

    def _create_line(self, order=None, **vals):
        return (
            self.env["aftersales.order.line"]
            .with_user(self.technician_user)
            .create(
                {
                    "order_id": (order or self.order).id,
                    "product_id": self.travel.id,
                    **vals,
                }
            )
        )


@tagged("post_install", "-at_install")
class TestTariff(TariffCase):
    """The price of a line: the rule that describes the job best, or the pricelist."""

    @rule("R136")
    def test_without_a_rule_the_pricelist_gives_the_price(self):
        pricelist = self.env["product.pricelist"].create({"name": "Service 2026"})
        self.company.aftersales_pricelist_id = pricelist
        self.assertRecordValues(
            self._create_line(),
            [{"price_unit": 30.0, "price_reason": "Pricelist: Service 2026"}],
        )

    @rule("R136")
    def test_the_zone_of_the_site_gives_the_price_and_says_so(self):
        self._create_rule(zone_id=self.zone.id)
        line = self._create_line()
        self.assertEqual(line.price_unit, 50.0)
        self.assertIn("Zone A", line.price_reason)
        elsewhere = self._create_order(
            technician_id=self.technician.id, site_city="Beijing"
        )
        self.assertEqual(self._create_line(elsewhere).price_unit, 30.0)

    def test_another_service_keeps_its_own_price(self):
        self._create_rule()
        self.assertEqual(self._create_line(product_id=self.labour.id).price_unit, 100.0)

    @rule("R136")
    def test_a_surcharge_comes_on_top_of_the_pricelist(self):
        surcharge = self._create_rule(method="percent", percent=50, amount=0)
        self.assertEqual(self._create_line().price_unit, 45.0)
        surcharge.write({"method": "extra", "amount": 8.0})
        self.assertEqual(self._create_line().price_unit, 38.0)

    def test_time_bands_look_at_the_visit_on_the_outlets_clock(self):
        self._create_rule(band_id=self.evening.id)
        day = self._create_dispatch(self.order)  # 10:00 in Shanghai
        night = self._create_dispatch(
            self.order,
            scheduled_start="2026-03-02 11:00:00",  # 19:00 in Shanghai
            scheduled_end="2026-03-02 12:00:00",
        )
        self.assertEqual(self._create_line(dispatch_id=day.id).price_unit, 30.0)
        self.assertEqual(self._create_line(dispatch_id=night.id).price_unit, 50.0)

    def test_a_line_follows_when_it_moves_to_another_visit(self):
        self._create_rule(band_id=self.evening.id)
        day = self._create_dispatch(self.order)
        night = self._create_dispatch(
            self.order,
            scheduled_start="2026-03-02 11:00:00",
            scheduled_end="2026-03-02 12:00:00",
        )
        line = self._create_line(dispatch_id=day.id)
        line.dispatch_id = night
        self.assertEqual(line.price_unit, 50.0)

    def test_out_of_hours_is_what_the_calendar_says(self):
        band = self.env["aftersales.tariff.band"].create(
            {"name": "Out of hours", "hours": "out_of_hours"}
        )
        self._create_rule(band_id=band.id)
        for received, price in (
            ("2026-03-02 02:00:00", 30.0),  # Monday 10:00 in Shanghai
            ("2026-03-02 13:00:00", 50.0),  # Monday 21:00
            ("2026-03-01 02:00:00", 50.0),  # Sunday 10:00
        ):
            with self.subTest(received):
                order = self._create_order(
                    technician_id=self.technician.id, received_at=received
                )
                self.assertEqual(self._create_line(order).price_unit, price)

    def test_a_public_holiday_is_neither_working_day_nor_weekend(self):
        holiday = self.env["aftersales.tariff.band"].create(
            {"name": "Holiday", "on_work_days": False, "on_days_off": False}
        )
        self._create_rule(band_id=holiday.id)
        self.assertEqual(self._create_line().price_unit, 30.0)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Festival",
                "calendar_id": self.calendar.id,
                "company_id": self.company.id,
                "date_from": "2026-03-01 16:00:00",  # the whole of 2 March in Shanghai
                "date_to": "2026-03-02 16:00:00",
            }
        )
        self.assertEqual(self._create_line().price_unit, 50.0)
        sunday = self._create_order(
            technician_id=self.technician.id, received_at="2026-03-08 02:00:00"
        )
        self.assertEqual(self._create_line(sunday).price_unit, 30.0)

    def test_distance_is_measured_on_the_map_or_typed(self):
        self._create_rule(km_from=10, km_to=0)
        line = self._create_line()
        self.assertEqual(line.price_unit, 30.0, "nobody knows the distance")
        line.distance_km = 12
        self.assertEqual(line.price_unit, 50.0)
        self.outlet.partner_id = self.env["res.partner"].create(
            {
                "name": "Branch",
                "partner_latitude": 36.06,
                "partner_longitude": 120.38,
            }
        )
        self.customer.write({"partner_latitude": 36.26, "partner_longitude": 120.38})
        self.assertEqual(self._create_line().price_unit, 50.0)  # some 22 km
        self.assertEqual(self._create_line(distance_km=5).price_unit, 30.0)

    def test_an_outlet_and_an_order_type_may_have_prices_of_their_own(self):
        self._create_rule(order_type_ids=[(6, 0, self.type_repair.ids)], amount=40)
        self._create_rule(outlet_id=self.outlet.id, amount=45)
        self.assertEqual(self._create_line().price_unit, 45.0)
        other = self._create_outlet(name="Jinan Branch", cities="Jinan")
        order = self._create_order(technician_id=self.technician.id, outlet_id=other.id)
        self.assertEqual(self._create_line(order).price_unit, 40.0)

    @rule("R136")
    def test_a_new_price_holds_from_its_first_day(self):
        self._create_rule(date_to="2026-03-02", amount=50)
        self._create_rule(date_from="2026-03-03", amount=60)
        order = self._create_order(
            technician_id=self.technician.id, received_at="2026-03-03 02:00:00"
        )
        self.assertEqual(self._create_line().price_unit, 50.0)
        self.assertEqual(self._create_line(order).price_unit, 60.0)

    # -- typed by hand ----

    def test_what_a_person_typed_stays_until_the_service_changes(self):
        self._create_rule()
        line = self._create_line(price_unit=20.0)
        self.assertEqual(line.price_unit, 20.0)
        self.assertEqual(line.tariff_price_unit, 50.0)
        line.quantity = 3
        self.assertEqual(line.price_unit, 20.0)
        line.product_id = self.labour
        self.assertEqual(line.price_unit, 100.0)

    def test_the_form_shows_price_and_keeps_what_is_typed(self):
        self._create_rule()
        order = self.order.with_user(self.technician_user)
        travel = self.travel.with_user(self.technician_user)
        with Form(order) as form, form.line_ids.new() as line:
            line.product_id = travel
            self.assertEqual(line.price_unit, 50.0)
        self.assertEqual(self.order.line_ids.price_unit, 50.0)
        with Form(order) as form, form.line_ids.edit(0) as line:
            line.price_unit = 44.0
            line.quantity = 2
            self.assertEqual(line.price_unit, 44.0)
        self.assertEqual(self.order.line_ids.amount, 88.0)

    def test_a_typed_price_equal_to_the_tariff_follows_it(self):
        self._create_rule(km_from=10, amount=80)
        line = self._create_line(price_unit=30.0)
        line.distance_km = 20
        self.assertEqual(line.price_unit, 80.0)

    # -- what is refused ----

    def test_goods_are_priced_by_the_pricelist_alone(self):
        with self.assertRaisesRegex(ValidationError, "no service"):
            self._create_rule(product_id=self.product.id)

    def test_a_band_needs_a_day(self):
        with self.assertRaisesRegex(ValidationError, "Nights"):
            self.env["aftersales.tariff.band"].create(
                {
                    "name": "Nights",
                    "on_work_days": False,
                    "on_days_off": False,
                    "on_holidays": False,
                }
            )

    def test_only_service_managers_write_the_tariff(self):
        rule_ = self._create_rule()
        manager = self._create_user("service_manager")
        for role in ("technician", "outlet_manager", "storekeeper", "finance"):
            user = (
                self.technician_user
                if role == "technician"
                else self._create_user(role)
            )
            with self.subTest(role):
                self.assertEqual(rule_.with_user(user).amount, 50.0)
                for record in (rule_, self.zone, self.evening):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"sequence": 1})
        rule_.with_user(manager).amount = 55.0
        self.assertEqual(rule_.amount, 55.0)

    def test_another_company_s_rule_prices_nothing_here(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self._create_rule(company_id=company.id, amount=999)
        self.assertEqual(self._create_line().price_unit, 30.0)
        user = self.dispatcher
        found = self.env["aftersales.tariff.rule"].with_user(user).search([])
        self.assertNotIn(foreign, found)

    def test_prices_of_many_lines_cost_no_more_queries_than_of_few(self):
        self._create_rule(zone_id=self.zone.id, band_id=self.evening.id)
        self._create_rule(km_from=10)
        orders = self.env["aftersales.order"].concat(
            *(self._create_order() for _n in range(MANY))
        )
        lines = self.env["aftersales.order.line"].create(
            [{"order_id": order.id, "product_id": self.travel.id} for order in orders]
        )
        few, many = (
            self._count_queries(lines[:count]._get_tariff_prices)
            for count in (FEW, MANY)
        )
        self.assertEqual(few, many)
