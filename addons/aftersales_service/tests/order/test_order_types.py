from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderTypes(AftersalesCase):
    """Kinds of service and coded findings that come with the suite."""

    def _get_type(self, code):
        return self.env.ref(f"aftersales_service.order_type_{code}")

    @rule("R081", "R092")
    def test_upkeep_and_patrols_are_visits_like_repairs(self):
        for code in ("maintenance", "patrol"):
            with self.subTest(code):
                order = self._create_order(
                    type_id=self._get_type(code).id, technician_id=self.technician.id
                ).with_user(self.dispatcher)
                order.action_accept()
                order.action_dispatch()
                visit = order.dispatch_ids.with_user(self.technician_user)
                visit.action_arrive()
                order.action_assess()
                visit.write(self.FINISH_VALS)
                visit.action_finish()
                self.assertEqual(order.state, "signed")

    @rule("R092")
    def test_a_patrol_is_free_of_charge(self):
        order = self._create_order(
            type_id=self._get_type("patrol").id, equipment_id=False
        )
        self.assertEqual(order._propose_coverage()[0], "covered")

    @rule("R081")
    def test_a_repair_at_the_counter_needs_no_visit_but_a_signature(self):
        order = self._create_order(
            type_id=self._get_type("counter").id,
            cause_id=self.cause.id,
            solution="Rail replaced.",
        ).with_user(self.dispatcher)
        order.action_accept()
        order.action_assess()
        order.action_repair()
        with self.assertRaises(UserError):
            order.action_sign()
        order.signature_refused_reason = "Collected by a messenger."
        order.action_sign()
        self.assertEqual(order.state, "signed")

    @rule("R089")
    def test_an_installation_takes_two_engineers_two_days(self):
        second = self.env["hr.employee"].create({"name": "Zhao Gong"})
        both = self.technician | second
        order = self._create_order(type_id=self.type_installation.id)
        dispatch = self._create_dispatch(
            order,
            technician_ids=both.ids,
            scheduled_start="2026-03-02 01:00:00",
            scheduled_end="2026-03-03 09:00:00",
        )
        self.assertEqual(dispatch.technician_ids, both)
        self.company.aftersales_booking_check = "block"
        for engineer in both:
            with self.assertRaises(ValidationError, msg=engineer.name):
                self._create_dispatch(
                    order,
                    technician_ids=engineer.ids,
                    scheduled_start="2026-03-03 08:00:00",
                    scheduled_end="2026-03-03 10:00:00",
                )

    @rule("R091")
    def test_an_order_names_who_answers_for_it_and_who_does_it(self):
        order = (
            self.env["aftersales.order"]
            .with_user(self.dispatcher)
            .create({"partner_id": self.customer.id})
        )
        self.assertEqual(order.user_id, self.dispatcher)
        self._create_dispatch(order)
        self.assertEqual(order.technician_id, self.technician)

    @rule("R084")
    def test_the_ledger_tells_the_units_repaired_on_a_day(self):
        order = self._create_order()
        self._walk_to_signed(order)
        waiting = self._create_order()
        self.env.flush_all()
        lines = self.env["aftersales.ledger"].with_user(self.dispatcher)
        repaired = lines.search(
            [
                ("repaired_at", ">=", "2026-03-02 00:00:00"),
                ("repaired_at", "<", "2026-03-03 00:00:00"),
                ("order_id", "in", (order + waiting).ids),
            ]
        )
        self.assertEqual(repaired.order_id, order)

    # -- coded findings ----

    @rule("R076")
    def test_faults_are_coded_in_a_tree_and_counted(self):
        part = self._create_fault_code("Left", "symptom", parent_id=self.symptom.id)
        self.assertEqual(part.display_name, "Drawer sticks / Left")
        order = self._create_order(cause_id=self.cause.id, remedy_id=self.remedy.id)
        codes = order.symptom_id | order.cause_id | order.remedy_id
        self.env.invalidate_all()
        counted = codes.with_user(self.dispatcher).mapped("order_count")
        self.assertEqual(len(counted), 3)
        self.assertTrue(all(count >= 1 for count in counted))

    def test_a_fault_code_is_below_one_of_its_own_kind(self):
        with self.assertRaises(ValidationError):
            self._create_fault_code("Bent", "cause", parent_id=self.symptom.id)

    def test_a_fault_code_is_not_below_itself(self):
        below = self._create_fault_code("Left", "symptom", parent_id=self.symptom.id)
        with self.assertRaises(UserError):
            self.symptom.parent_id = below

    def test_a_code_is_there_once_per_kind(self):
        self._create_fault_code("One", "symptom", code="X1")
        self._create_fault_code("Two", "cause", code="X1")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self._create_fault_code("Three", "symptom", code="X1")
            self.env.flush_all()

    def test_a_code_of_an_order_is_not_deleted(self):
        self._create_order()
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.symptom.unlink()

    def test_the_code_of_an_order_type_is_there_once(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["aftersales.order.type"].create({"name": "R", "code": "repair"})
            self.env.flush_all()
