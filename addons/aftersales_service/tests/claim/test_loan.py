from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.flow_mixin import STEP
from ..common import AftersalesCase

SLIP = "aftersales_service.action_report_loan_slip"


class LoanCase(AftersalesCase):
    """A store with three loaners that carry a serial number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loaner = cls._create_loaner("Loan Projector")
        cls.store = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.lots = cls._stock_loaners("LP1", "LP2", "LP3")
        cls.order = cls._create_order(
            technician_id=cls.technician.id, outlet_id=cls.outlet.id
        )
        cls.storekeeper = cls._create_user("storekeeper")
        cls.place = cls.company.aftersales_loan_location_id

    @classmethod
    def _create_loaner(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "is_loaner": True,
                "standard_price": 800.0,
                **vals,
            }
        )

    @classmethod
    def _stock_loaners(cls, *names):
        lots = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.loaner.id} for name in names]
        )
        for lot in lots:
            cls.env["stock.quant"]._update_available_quantity(
                cls.loaner, cls.store.lot_stock_id, 1, lot_id=lot
            )
        return lots

    @classmethod
    def _create_loan(cls, lot=None, **vals):
        return cls.env["aftersales.loan"].create(
            {
                "order_id": cls.order.id,
                "product_id": cls.loaner.id,
                "lot_id": (lot or cls.lots[0]).id,
                "condition_out": "As new, one scratch on the lid.",
                "user_id": cls.dispatcher.id,
                **vals,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoan(LoanCase):
    """A unit of ours goes to a customer and comes back."""

    def test_a_loan_is_prepared_from_the_order(self):
        action = self.order.with_user(self.dispatcher).action_lend_unit()
        form = Form(
            self.env["aftersales.loan"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
        )
        form.product_id = self.loaner
        form.lot_id = self.lots[0]
        form.condition_out = "As new."
        loan = form.save()
        self.assertRecordValues(
            loan,
            [
                {
                    "partner_id": self.customer.id,
                    "outlet_id": self.outlet.id,
                    "company_id": self.company.id,
                    "location_id": self.store.lot_stock_id.id,
                    "due_date": date(2026, 3, 16),
                    "user_id": self.dispatcher.id,
                    "state": "draft",
                }
            ],
        )
        self.assertTrue(loan.name.startswith("LN/2026/"))

    def test_lent_goods_stay_the_company_s_stock_and_value(self):
        value = self.loaner.total_value
        loan = self._create_loan().with_user(self.technician_user)
        loan.action_lend()
        self.assertEqual(loan.state, "lent")
        self.assertEqual(loan.lot_id.location_id, self.place)
        self.assertRecordValues(
            loan.lend_picking_id,
            [
                {
                    "state": "done",
                    "partner_id": self.customer.id,
                    "origin": loan.name,
                    "picking_type_code": "internal",
                }
            ],
        )
        self.assertTrue(self.place.is_valued_internal)
        self.loaner.invalidate_recordset()
        self.assertEqual(self.loaner.total_value, value)
        # Nothing of it is promised to anybody else.
        self.assertEqual(self.loaner.qty_available, 2)

    def test_the_unit_comes_back_in_a_condition_that_is_written_down(self):
        loan = self._create_loan()
        loan.action_lend()
        with self.assertRaisesRegex(UserError, "Condition When Returned"):
            loan.action_return()
        loan.condition_back = "Lid broken."
        loan.with_user(self.storekeeper).action_return()
        self.assertEqual(loan.state, "returned")
        self.assertEqual(loan.lot_id.location_id, self.store.lot_stock_id)
        self.assertEqual(loan.return_picking_id.state, "done")
        self.assertEqual(loan.returned_at, fields.Datetime.now())

    def test_a_serial_number_is_lent_once_at_a_time(self):
        first = self._create_loan()
        first.action_lend()
        second = self._create_loan()
        with self.assertRaisesRegex(UserError, f"LP1 is lent already .{first.name}"):
            second.action_lend()
        first.condition_back = "Fine."
        first.action_return()
        second.action_lend()
        self.assertEqual(second.state, "lent")

    def test_the_database_refuses_a_serial_number_lent_twice(self):
        self._create_loan().action_lend()
        second = self._create_loan()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            second.with_context(_aftersales_step=STEP).state = "lent"
            second.flush_recordset()

    def test_two_loans_of_one_batch_cannot_share_a_piece(self):
        loans = self._create_loan() | self._create_loan()
        with self.assertRaisesRegex(UserError, "not free"):
            loans.action_lend()
        self.assertEqual(set(loans.mapped("state")), {"draft"})

    def test_reserved_or_foreign_pieces_are_not_lent(self):
        elsewhere = self._create_loan(location_id=self.place.id)
        with self.assertRaisesRegex(UserError, "LP1 is not free in"):
            elsewhere.action_lend()

    def test_loaners_without_a_serial_number_are_counted(self):
        ladder = self._create_loaner("Ladder", tracking="none")
        self.env["stock.quant"]._update_available_quantity(
            ladder, self.store.lot_stock_id, 1
        )
        vals = {"product_id": ladder.id, "lot_id": False}
        first, second = self._create_loan(**vals), self._create_loan(**vals)
        first.lot_id = second.lot_id = False
        first.action_lend()
        with self.assertRaisesRegex(UserError, "Ladder is not free"):
            second.action_lend()

    def test_all_that_is_missing_is_said_at_once(self):
        loan = self._create_loan(condition_out=False, due_date=False)
        loan.lot_id = False
        with self.assertRaises(UserError) as caught:
            loan.action_lend()
        for field in ("Due Date", "Condition When Lent", "Serial Number"):
            self.assertIn(f"fill in {field} before", caught.exception.args[0])

    def test_what_is_lost_leaves_the_stock_and_may_turn_up_again(self):
        loan = self._create_loan()
        loan.action_lend()
        with self.assertRaisesRegex(UserError, "Loss Reason"):
            loan.action_lose()
        loan.loss_reason = "Customer moved away."
        with self.assertRaises(AccessError):
            loan.with_user(self.technician_user).action_lose()
        loan.with_user(self.storekeeper).action_lose()
        self.assertEqual(loan.state, "lost")
        self.assertEqual(loan.scrap_id.state, "done")
        self.assertEqual(
            self.loaner.with_context(location=self.place.id).qty_available, 0
        )
        loan.condition_back = "Sent by post."
        loan.action_return()
        self.assertEqual(loan.lot_id.location_id, self.store.lot_stock_id)

    def test_an_order_is_not_closed_while_the_customer_has_our_unit(self):
        loan = self._create_loan()
        loan.action_lend()
        self.assertIn(loan.name, " ".join(self.order._get_closing_blockers()))
        loan.condition_back = "Fine."
        loan.action_return()
        self.assertNotIn(loan.name, " ".join(self.order._get_closing_blockers()))

    def test_what_is_lent_goes_out_piece_by_piece(self):
        with self.assertRaisesRegex(ValidationError, "piece by piece"):
            self._create_loaner("Cable", tracking="lot")

    def test_photos_are_there_for_whoever_may_read_the_loan(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.dispatcher)
            .create({"name": "lid.png", "raw": b"png", "res_model": "aftersales.loan"})
        )
        loan = self._create_loan()
        loan.with_user(self.dispatcher).photo_out_ids = photo
        self.assertEqual(photo.res_id, loan.id)
        photo.with_user(self.technician_user).check_access("read")

    def test_who_may_do_what(self):
        finance, inspector = map(self._create_user, ("finance", "inspector"))
        loan = self._create_loan()
        for user in (finance, inspector):
            loan.with_user(user).check_access("read")
            with self.assertRaises(AccessError):
                loan.with_user(user).action_lend()
            with self.assertRaises(AccessError):
                loan.with_user(user).accessories = "Bag"
        stranger = self._create_user("technician", "test_other_technician")
        with self.assertRaises(AccessError):
            loan.with_user(stranger).check_access("read")
        other = self._create_user("outlet_manager", "test_other_manager")
        with self.assertRaises(AccessError):
            loan.with_user(other).check_access("read")
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        self.env.flush_all()
        loan.with_user(manager).action_lend()
        with self.assertRaises(UserError):
            loan.with_user(manager).state = "draft"

    def test_another_company_does_not_see_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.assertTrue(other.aftersales_loan_location_id)
        self.assertNotEqual(other.aftersales_loan_location_id, self.place)
        loan = self._create_loan()
        user = self._create_user(
            "dispatcher",
            "test_other_company",
            company_id=other.id,
            company_ids=other.ids,
        )
        with self.assertRaises(AccessError):
            loan.with_user(user).check_access("read")

    def test_queries_of_lending_do_not_grow_faster_than_transfers(self):
        """The host moves goods one transfer at a time; what is ours is asked once."""
        loans = self.env["aftersales.loan"]
        for lot in self._stock_loaners(*(f"Q{number}" for number in range(22))):
            loans |= self._create_loan(lot)
        few = self._count_queries(loans[:2]._get_lend_problems)
        many = self._count_queries(loans[2:]._get_lend_problems)
        self.assertEqual(few, many)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoaners(LoanCase):
    """Which loaners are free, which are out, which are overdue."""

    def _get_rows(self, user=None):
        loaners = self.env["aftersales.loaner"].with_user(user or self.dispatcher)
        return {
            loaner.lot_id.name: loaner
            for loaner in loaners.search([("product_id", "=", self.loaner.id)])
        }

    def test_free_lent_and_overdue(self):
        late = self._create_loan(self.lots[0], due_date="2026-03-05")
        out = self._create_loan(self.lots[1], due_date="2026-03-20")
        (late | out).action_lend()
        with freeze_time("2026-03-06 03:00:00"):
            rows = self._get_rows()
            self.assertEqual(
                {name: row.availability for name, row in rows.items()},
                {"LP1": "overdue", "LP2": "lent", "LP3": "free"},
            )
            self.assertTrue(late.is_overdue)
            overdue = self.env["aftersales.loan"].search([("is_overdue", "=", True)])
            self.assertIn(late, overdue)
            self.assertNotIn(out, overdue)
        self.assertEqual(rows["LP1"].partner_id, self.customer)
        self.assertEqual(rows["LP1"].action_open()["res_id"], late.id)
        prepared = rows["LP3"].action_open()["context"]
        self.assertEqual(prepared["default_lot_id"], self.lots[2].id)

    def test_whose_customer_has_it_is_seen_by_those_concerned(self):
        self._create_loan().action_lend()
        stranger = self._create_user("technician", "test_other_technician")
        self.assertEqual(set(self._get_rows(stranger)), {"LP2", "LP3"})
        self.assertEqual(
            set(self._get_rows(self.technician_user)), {"LP1", "LP2", "LP3"}
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoanChase(LoanCase):
    """Overdue loans are asked for, each once for every interval."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "school@example.com"
        cls.loan = cls._create_loan(due_date="2026-03-10")
        cls.loan.action_lend()

    def _chase(self, at):
        with freeze_time(f"{at} 03:00:00"):
            return self.env["aftersales.loan"]._chase_batch(100)

    def _get_activities(self):
        return self.loan.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("aftersales_service.activity_type_loan_overdue")
            )
        )

    def _get_mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "aftersales.loan"), ("res_id", "=", self.loan.id)]
        )

    def test_nobody_is_asked_before_the_day_after(self):
        self.assertEqual(self.loan.next_chase_date, date(2026, 3, 11))
        self.assertEqual(self._chase("2026-03-10"), 0)

    def test_customer_and_responsible_are_told_once_an_interval(self):
        self.assertEqual(self._chase("2026-03-11"), 1)
        self.assertEqual(self._chase("2026-03-11"), 0, "a repeated run tells nobody")
        self.assertEqual(self._get_activities().user_id, self.dispatcher)
        self.assertIn("2026-03-10", self._get_activities().summary)
        mail = self._get_mails()
        self.assertEqual(len(mail), 1)
        self.assertIn(self.loan.name, mail.subject)
        self.assertIn("LP1", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertEqual(self._chase("2026-03-13"), 0)
        self.assertEqual(self._chase("2026-03-14"), 1)
        self.assertEqual(len(self._get_mails()), 2)
        # The responsible has one reminder to see to, the latest.
        self.assertIn("reminder 2", self._get_activities().summary)
        self.assertEqual(self.loan.chase_count, 2)

    def test_a_prolonged_loan_is_left_alone_until_its_new_day(self):
        self._chase("2026-03-11")
        self.loan.due_date = "2026-03-31"
        self.assertEqual(self._chase("2026-03-20"), 0)
        self.assertEqual(self._chase("2026-04-01"), 1)

    def test_once_only_where_the_company_says_so(self):
        self.company.aftersales_loan_chase_days = 0
        self.assertEqual(self._chase("2026-03-11"), 1)
        self.assertFalse(self.loan.next_chase_date)

    def test_returned_units_are_not_asked_for(self):
        self._chase("2026-03-11")
        self.loan.condition_back = "Fine."
        self.loan.action_return()
        self.assertFalse(self._get_activities())
        self.assertEqual(self._chase("2026-03-20"), 0)

    def test_someone_stands_in_for_a_responsible_who_left(self):
        self.dispatcher.active = False
        manager = self._create_user("service_manager")
        self.company.aftersales_service_manager_id = manager
        self.order.user_id = self.dispatcher
        self._chase("2026-03-11")
        self.assertEqual(self._get_activities().user_id, manager)

    def test_a_customer_without_an_address_costs_no_activity(self):
        self.customer.email = False
        self._chase("2026-03-11")
        self.assertFalse(self._get_mails())
        self.assertTrue(self._get_activities())

    def test_batches_end_where_the_limit_is(self):
        other = self._create_loan(self.lots[1], due_date="2026-03-09")
        other.action_lend()
        with freeze_time("2026-03-11 03:00:00"):
            self.assertEqual(self.env["aftersales.loan"]._chase_batch(1), 1)
            self.assertTrue(other.chased_date, "the longest overdue comes first")
            self.assertFalse(self.loan.chased_date)
            self.assertEqual(self.env["aftersales.loan"]._chase_batch(1), 1)
            self.assertEqual(self.env["aftersales.loan"]._chase_batch(1), 0)

    def test_queries_of_a_batch(self):
        loans = self.env["aftersales.loan"]
        for lot in self._stock_loaners(*(f"Q{number}" for number in range(22))):
            loans |= self._create_loan(lot, due_date="2026-03-10")
        self._chase("2026-03-11")

        def chase(limit):
            with freeze_time("2026-03-11 03:00:00"):
                self.env["aftersales.loan"]._chase_batch(limit)

        loans[:2].action_lend()
        few = self._count_queries(lambda: chase(100))
        loans[2:].action_lend()
        many = self._count_queries(lambda: chase(100))
        self.assertEqual(set(loans.mapped("chase_count")), {1})
        # What the host adds for each mail it queues, nothing else.
        self.assertLessEqual(many, few + 18)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoanPapers(LoanCase, HttpCase):
    """What the customer reads: the slip, and his own pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.loan = cls._create_loan(
            due_date="2026-03-10",
            accessories="Power cable <2 m>",
            deposit_note="¥200 in cash",
        )
        cls.order.product_id = cls.product
        user = new_test_user(
            cls.env,
            "test_loan_customer",
            groups="base.group_portal",
            password="portal-customer-1",
            tz="Asia/Shanghai",
        )
        user.partner_id.parent_id = cls.customer

    def test_the_slip_says_what_was_lent_until_when(self):
        self.loan.action_lend()
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.technician_user)
            ._render_qweb_html(SLIP, self.loan.ids)
        )
        page = content.decode()
        for words in (
            self.loan.name,
            self.order.name,
            "Haibin School",
            "Loan Projector",
            "LP1",
            "Power cable &lt;2 m&gt;",
            "¥200 in cash",
            "As new, one scratch on the lid.",
            "03/10/2026",
            "03/02/2026 11:00",
            "data:image/svg+xml",
        ):
            self.assertIn(words, page)

    def test_the_customer_sees_his_loan_and_its_due_date(self):
        self.authenticate("test_loan_customer", "portal-customer-1")
        page = self.url_open(f"/my/service/{self.order.id}").text
        self.assertNotIn("Unit on Loan", page, "it is only prepared")
        self.loan.action_lend()
        page = self.url_open(f"/my/service/{self.order.id}").text
        for words in ("Unit on Loan", "LP1", "03/10/2026", "With You"):
            self.assertIn(words, page)

    def test_slips_of_other_orders_are_not_shown(self):
        self.loan.action_lend()
        other = self._create_order()
        self.authenticate("test_loan_customer", "portal-customer-1")
        for url in (
            f"/my/service/{other.id}/loan/{self.loan.id}",
            f"/my/service/{self.order.id}/loan/{self.loan.id + 1}",
        ):
            response = self.url_open(url, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
        self.authenticate(None, None)
        url = f"/my/service/{self.order.id}/loan/{self.loan.id}"
        response = self.url_open(url, allow_redirects=False)
        self.assertEqual(response.status_code, 303)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoanOwed(LoanCase):
    """A repair that lasts longer than the warranty allows owes a loan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order.user_id = cls.dispatcher
        cls.order.decision_id.loaner_after_days = 5

    def _is_owed(self, on):
        self.env.flush_all()
        with freeze_time(f"{on} 03:00:00"):
            self.order.invalidate_recordset(["is_loan_owed"])
            orders = self.env["aftersales.order"].with_user(self.dispatcher)
            found = orders.search([("is_loan_owed", "=", True)])
            self.assertEqual(self.order in found, self.order.is_loan_owed)
            self.assertNotEqual(
                self.order in found,
                self.order in orders.search([("is_loan_owed", "=", False)]),
            )
            return self.order.is_loan_owed

    def test_a_loan_is_owed_from_the_day_the_policy_says(self):
        self.assertTrue(self.order.decision_id.is_free)
        self.assertEqual(self.order._get_loan_owed_on(), date(2026, 3, 7))
        self.assertFalse(self._is_owed("2026-03-06"))
        self.assertTrue(self._is_owed("2026-03-07"))

    def test_nothing_is_owed_once_it_is_lent_or_repaired(self):
        loan = self._create_loan()
        self.assertTrue(self._is_owed("2026-03-08"), "it is only prepared")
        loan.action_lend()
        self.assertFalse(self._is_owed("2026-03-08"))

    def test_nothing_is_owed_for_work_that_the_customer_pays(self):
        self.order.decision_id.write({"is_overridden": True, "override_covered": False})
        self.assertFalse(self._is_owed("2026-03-08"))

    def test_nothing_is_owed_without_a_promise(self):
        self.order.decision_id.loaner_after_days = 0
        self.assertFalse(self._is_owed("2027-03-08"))
        self.assertIsNone(self.order._get_loan_owed_on())

    def test_the_dispatcher_is_told_once(self):
        with freeze_time("2026-03-08 03:00:00"):
            self.env.flush_all()
            orders = self.env["aftersales.order"]
            self.assertTrue(orders._tell_loans_owed(100))
            self.env.flush_all()
            self.assertEqual(orders._tell_loans_owed(100), 0)
        activity = self.order.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("aftersales_service.activity_type_loan_owed")
            )
        )
        self.assertEqual(activity.user_id, self.dispatcher)
        self.assertIn("2026-03-07", activity.summary)

    def test_queries_of_telling(self):
        orders = self.env["aftersales.order"]

        def tell(count):
            for _number in range(count):
                self._create_order().decision_id.loaner_after_days = 5
            with freeze_time("2026-03-08 03:00:00"):
                return self._count_queries(lambda: orders._tell_loans_owed(100))

        tell(1)
        few = tell(2)
        self.assertLessEqual(tell(20), few + 2)
