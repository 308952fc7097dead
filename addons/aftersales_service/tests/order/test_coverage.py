from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestCoverage(AftersalesCase):
    """Who pays for a line: what is proposed, what a person decides (R132)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.order = cls._create_order(technician_id=cls.technician.id)

    def _create_line(self, order=None, user=None, **vals):
        order = order or self.order
        return (
            self.env["aftersales.order.line"]
            .with_user(user or self.technician_user)
            .create({"order_id": order.id, "product_id": self.labour.id, **vals})
        )

    def _order(self, **vals):
        return self._create_order(technician_id=self.technician.id, **vals)

    @rule("R132")
    def test_work_on_a_unit_in_warranty_is_covered(self):
        self.assertRecordValues(
            self._create_line(),
            [{"coverage": "covered", "coverage_reason": "Within warranty"}],
        )

    @rule("R132", "R137")
    def test_the_last_day_of_warranty_is_that_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.unit.warranty_end_date = "2026-03-02"
        still = self._order(received_at="2026-03-02 15:59:00")  # 23:59 in Shanghai
        over = self._order(received_at="2026-03-02 16:00:00")  # the third
        self.assertEqual(self._create_line(still).coverage, "covered")
        self.assertRecordValues(
            self._create_line(over),
            [{"coverage": "customer", "coverage_reason": "Warranty is over"}],
        )

    @rule("R137")
    def test_misuse_is_paid_within_the_term_too(self):
        order = self._order(cause_id=self.misuse.id)
        self.assertRecordValues(
            self._create_line(order),
            [
                {
                    "coverage": "customer",
                    "coverage_reason": "Cause excluded from warranty",
                }
            ],
        )

    @rule("R138")
    def test_an_altered_unit_is_paid_within_the_term_too(self):
        altered = self.env.ref("aftersales_service.fault_cause_altered")
        line = self._create_line(self._order(cause_id=altered.id))
        self.assertEqual(line.coverage, "customer")

    @rule("R141", "R143", "R144")
    def test_installation_is_in_the_price(self):
        order = self._order(type_id=self.type_installation.id, equipment_id=False)
        self.assertRecordValues(
            self._create_line(order),
            [{"coverage": "covered", "coverage_reason": "Free for this order type"}],
        )

    @rule("R139")
    def test_help_from_afar_stays_free_after_the_term(self):
        self.unit.warranty_end_date = "2020-01-01"
        line = self._create_line(self._order(type_id=self.type_remote.id))
        self.assertEqual(line.coverage, "covered")

    def test_work_on_a_unit_without_known_warranty_is_paid(self):
        line = self._create_line(self._order(equipment_id=False))
        self.assertRecordValues(
            line, [{"coverage": "customer", "coverage_reason": "No warranty on file"}]
        )

    def test_a_type_may_charge_even_within_the_term(self):
        self.type_repair.charge_basis = "charged"
        self.assertEqual(self._create_line().coverage, "customer")

    @rule("R132")
    def test_what_a_person_decided_stays(self):
        line = self._create_line(coverage="customer")
        self.assertEqual(line.coverage, "customer")
        self.order.cause_id = self.cause
        self.assertEqual(line.coverage, "customer")

    @rule("R132", "R137")
    def test_coverage_is_proposed_again_when_the_cause_is_known(self):
        line = self._create_line()
        self.order.cause_id = self.misuse
        self.order.with_user(self.technician_user).action_propose_coverage()
        self.assertRecordValues(
            line,
            [
                {
                    "coverage": "customer",
                    "coverage_reason": "Cause excluded from warranty",
                }
            ],
        )

    def test_lines_of_one_order_may_be_paid_by_different_people(self):
        self._create_line(quantity=2)
        self._create_line(coverage="customer", quantity=3)
        order = self.order.with_user(self.technician_user)
        self.assertEqual(order.amount_free, 200.0)
        self.assertEqual(order.amount_charged, 300.0)

    def test_the_form_shows_the_proposal_while_a_line_is_typed(self):
        with (
            Form(self.order.with_user(self.technician_user)) as form,
            form.line_ids.new() as line,
        ):
            line.product_id = self.labour.with_user(self.technician_user)
            self.assertEqual(line.coverage, "covered")
            self.assertEqual(line.price_unit, 100.0)
        self.assertEqual(self.order.line_ids.amount, 100.0)

    # -- goodwill ----

    def test_goodwill_needs_an_approver(self):
        with self.assertRaisesRegex(ValidationError, "Goodwill Approver"):
            self._create_line(coverage="goodwill")

    def test_goodwill_is_not_approved_by_a_dispatcher(self):
        with self.assertRaisesRegex(ValidationError, "service manager"):
            self._create_line(
                user=self.dispatcher,
                coverage="goodwill",
                goodwill_approver_id=self.dispatcher.id,
            )

    def test_nobody_approves_in_the_name_of_a_service_manager(self):
        with self.assertRaises(ValidationError) as caught:
            self._create_line(coverage="goodwill", goodwill_approver_id=self.manager.id)
        self.assertIn(self.manager.name, str(caught.exception))
        line = self._create_line()
        with self.assertRaises(ValidationError):
            line.write(
                {"coverage": "goodwill", "goodwill_approver_id": self.manager.id}
            )

    def test_a_service_manager_approves_goodwill_himself(self):
        line = self._create_line(
            user=self.manager,
            coverage="goodwill",
            goodwill_approver_id=self.manager.id,
        )
        self.assertEqual(line.coverage, "goodwill")
        self.assertEqual(self.order.amount_free, 100.0)
        self.assertEqual(self.order.amount_charged, 0.0)

    def test_a_part_is_not_goodwill_in_the_name_of_a_service_manager_either(self):
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        values = {
            "repair_id": repair.id,
            "repair_line_type": "add",
            "product_id": self.product.id,
            "product_uom_qty": 1.0,
        }
        move = self.env["stock.move"].with_user(self.technician_user).create(values)
        goodwill = {"coverage": "goodwill", "goodwill_approver_id": self.manager.id}
        with self.assertRaises(ValidationError):
            move.write(goodwill)
        move.with_user(self.manager).write(goodwill)
        self.assertEqual(move.coverage, "goodwill")

    def test_a_copied_order_does_not_take_the_goodwill_along(self):
        self.unit.warranty_end_date = "2020-01-01"
        self._create_line(
            user=self.manager,
            coverage="goodwill",
            goodwill_approver_id=self.manager.id,
        )
        copy = self.order.with_user(self.dispatcher).copy()
        self.assertRecordValues(
            copy.line_ids, [{"coverage": "customer", "goodwill_approver_id": False}]
        )

    # -- tariff ----

    def _create_tariff(self, price):
        return self.env["product.pricelist"].create(
            {
                "name": f"Tariff {price}",
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": self.labour.product_tmpl_id.id,
                            "compute_price": "fixed",
                            "fixed_price": price,
                        },
                    )
                ],
            }
        )

    @rule("R136")
    def test_prices_are_those_of_the_published_tariff(self):
        self.company.aftersales_pricelist_id = self._create_tariff(80.0)
        self.assertEqual(self._create_line(quantity=2).amount, 160.0)

    @rule("R136")
    def test_an_outlet_may_have_its_own_tariff(self):
        self.company.aftersales_pricelist_id = self._create_tariff(80.0)
        self.outlet.pricelist_id = self._create_tariff(60.0)
        self.assertEqual(self._create_line().price_unit, 60.0)

    def test_a_price_that_a_person_typed_stays(self):
        line = self._create_line(price_unit=55.0)
        self.assertEqual(line.price_unit, 55.0)

    def test_a_negative_quantity_is_refused(self):
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self._create_line(quantity=-1)
            self.env.flush_all()
        self.assertIn("aftersales_order_line_quantity_positive", str(caught.exception))

    def test_every_reason_has_words(self):
        reasons = self.order._get_coverage_reasons()
        for order in (self.order, self._order(cause_id=self.misuse.id)):
            coverage, words = order._propose_coverage()
            self.assertIn(coverage, ("covered", "customer"))
            self.assertIn(words, reasons.values())

    def test_nothing_is_quoted_where_nothing_is_charged(self):
        self._create_line()
        with self.assertRaisesRegex(UserError, "Customer Pays"):
            self.order.with_user(self.dispatcher).action_create_quotation()
