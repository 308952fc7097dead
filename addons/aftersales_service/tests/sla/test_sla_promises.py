from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import SlaCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")  # Monday, 9 o'clock in Shanghai
class TestSlaPromises(SlaCase):
    @rule("R041", "R042")
    def test_order_is_promised_all_targets_of_its_policy(self):
        self._create_policy(("accept", 1, "hour"), ("arrive", 4, "hour"))
        order = self._create_order()
        self.assertEqual(
            {row.milestone: row.deadline for row in order.sla_ids},
            {
                "accept": self._local("2026-03-02 10:00"),
                "arrive": self._local("2026-03-02 13:00"),
            },
        )
        self.assertEqual(order.sla_deadline, self._local("2026-03-02 10:00"))
        self.assertEqual(order.sla_milestone, "accept")

    @rule("R043")
    def test_milestone_in_time_is_met(self):
        self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        with freeze_time("2026-03-02 01:40:00"):
            order.action_accept()
        row = order.sla_ids
        self.assertEqual((row.state, row.is_missed), ("met", False))
        self.assertEqual(row.met_at, order.accepted_at)
        self.assertAlmostEqual(row.used_hours, 2 / 3, 2)
        self.assertFalse(order.sla_deadline)

    def test_corrected_moment_corrects_the_promise(self):
        self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        with freeze_time("2026-03-02 03:00:00"):
            order.action_accept()
        self.assertTrue(order.sla_ids.is_missed)
        order.accepted_at = "2026-03-02 01:30:00"
        self.assertFalse(order.sla_ids.is_missed)
        self.assertEqual(order.sla_ids.used_hours, 0.5)

    def test_milestone_after_its_deadline_was_missed(self):
        self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        with freeze_time("2026-03-02 02:01:00"):
            self.assertTrue(order.is_late)
            self.assertIn(order, order.search([("is_late", "=", True)]))
            order.action_accept()
        self.assertTrue(order.sla_ids.is_missed)
        self.assertEqual(order.sla_ids.breached_at, self._local("2026-03-02 10:00"))
        self.assertIn(order, order.search([("sla_ids.is_missed", "=", True)]))
        self.assertNotIn(order, order.search([("is_late", "=", True)]))

    @rule("R045")
    def test_clock_counted_from_the_appraisal_starts_with_it(self):
        self._create_policy(
            ("repair", 2, "work_day", {"start_milestone": "assess"}),
        )
        order = self._create_order()
        row = order.sla_ids
        self.assertFalse(row.deadline)
        order.action_accept()
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        dispatch.action_arrive()
        with freeze_time("2026-03-03 02:00:00"):
            order.action_assess()
        self.assertEqual(row.start_at, order.assessed_at)
        # Tuesday is not counted: the second working day after it is Thursday.
        self.assertEqual(row.deadline, self._local("2026-03-05 17:30"))

    def _create_parts_policy(self):
        after = {"start_milestone": "assess"}
        return self._create_policy(
            ("repair", 2, "work_day", {"parts_status": "none", **after}),
            ("repair", 2, "work_day", {"parts_status": "in_stock", **after}),
            ("repair", 15, "work_day", {"parts_status": "to_order"}),
        )

    @rule("R044", "R046", "R047")
    def test_state_of_the_parts_switches_the_target(self):
        self._create_parts_policy()
        order = self._create_order()
        self.assertEqual(self._row(order, "repair").amount, 2)
        order.parts_status = "to_order"
        row = self._row(order, "repair")
        self.assertEqual(row.amount, 15)
        # From the demand, not from the appraisal: 15 working days after Monday.
        self.assertEqual(row.deadline, self._local("2026-03-23 17:30"))
        order.parts_status = "received"
        self.assertEqual(self._row(order, "repair"), row)
        order.parts_status = "in_stock"
        self.assertEqual(self._row(order, "repair").amount, 2)
        self.assertEqual(row.state, "cancelled")

    def test_parts_that_come_in_after_the_repair_promise_nothing(self):
        self._create_parts_policy()
        order = self._create_order()
        self._walk_to_signed(order)
        order.parts_status = "to_order"
        self.assertEqual(order.sla_ids.mapped("state"), ["met"])

    def test_most_precise_policy_wins_and_says_why(self):
        self._create_policy(("accept", 8, "hour"), name="Everybody")
        self._create_policy(
            ("accept", 4, "hour"), name="Repairs", order_type_ids=self.type_repair.ids
        )
        self._create_policy(
            ("accept", 2, "hour"),
            name="Schools",
            partner_ids=self.customer.ids,
            source="Contract 7",
        )
        order = self._create_order(type_id=self.type_repair.id)
        self.assertEqual(order.sla_ids.amount, 2)
        self.assertIn("Schools", order.sla_reason)
        self.assertIn("customer Haibin School", order.sla_reason)
        self.assertIn("Contract 7", order.sla_reason)
        other = self.env["res.partner"].create({"name": "Somebody"})
        order = self._create_order(
            partner_id=other.id, equipment_id=False, type_id=self.type_repair.id
        )
        self.assertIn("Repairs", order.sla_reason)

    def test_tag_contract_and_outlet_are_criteria(self):
        tag = self.env["res.partner.category"].create({"name": "VIP"})
        parent = self._create_outlet(name="East", cities="Nowhere")
        self.outlet.parent_id = parent
        self._create_policy(("accept", 8, "hour"), outlet_ids=parent.ids)
        order = self._create_order()
        self.assertEqual(order.outlet_id, self.outlet)
        self.assertEqual(order.sla_ids.amount, 8)
        self._create_policy(("accept", 1, "hour"), partner_category_ids=tag.ids)
        self.customer.category_id = tag
        self.assertEqual(self._create_order().sla_ids.amount, 1)
        contract = self.env["sale.order"].create({"partner_id": self.customer.id})
        self._create_policy(("accept", 0.5, "hour"), contract_ids=contract.ids)
        order = self._create_order(origin_sale_id=contract.id)
        self.assertEqual(order.sla_ids.amount, 0.5)
        line = self.env["sale.order.line"].create(
            {"order_id": contract.id, "product_id": self.product.id}
        )
        self.unit.sale_line_id = line
        self.assertEqual(self._create_order().sla_ids.amount, 0.5)

    def test_dispatcher_reads_the_promise_while_the_caller_waits(self):
        self._create_policy(
            ("accept", 1, "hour"),
            ("arrive", 4, "hour"),
            partner_ids=self.customer.ids,
        )
        intake = Form(self.env["aftersales.intake"].with_user(self.dispatcher))
        self.assertFalse(intake.promise_note)
        intake.partner_id = self.customer
        self.assertEqual(
            intake.promise_note, "Accept within 1 hour · Arrive within 4 hours"
        )
        intake.is_remote = True
        self.assertEqual(intake.promise_note, "Accept within 1 hour")

    def test_later_change_of_the_policy_leaves_the_promise(self):
        policy = self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        policy.target_ids.amount = 9
        policy.target_ids = [(0, 0, {"milestone": "arrive", "amount": 4})]
        self.assertEqual(policy.version, 2)
        order.priority = "2"
        order.parts_status = "in_stock"
        self.assertEqual(order.sla_ids.mapped("amount"), [1])
        self.assertEqual(order.sla_ids.policy_version, 1)
        policy.target_ids.unlink()
        self.assertEqual(order.sla_ids.mapped("amount"), [1])

    def test_recompute_is_explicit_and_logged(self):
        policy = self._create_policy(("accept", 1, "hour"), ("arrive", 4, "hour"))
        order = self._create_order()
        order.action_accept()
        policy.target_ids.filtered(lambda t: t.milestone == "arrive").amount = 6
        order.with_user(self.dispatcher).action_recompute_sla()
        self.assertEqual(self._row(order, "arrive").amount, 6)
        self.assertEqual(self._row(order, "accept").state, "met")
        note = order.message_ids.sorted("id")[-1].body
        self.assertIn("Arrive within 4 hours", note)
        self.assertIn("Arrive within 6 hours", note)
        with self.assertRaises(AccessError):
            order.with_user(self.technician_user).action_recompute_sla()

    def test_closed_orders_are_not_promised_anew(self):
        order = self._create_order()
        order.cancel_reason = "twice"
        order.action_cancel()
        with self.assertRaisesRegex(UserError, order.name):
            order.action_recompute_sla()

    def test_changed_facts_bring_another_policy(self):
        self._create_policy(("accept", 8, "hour"))
        self._create_policy(("accept", 1, "hour"), priority="3")
        order = self._create_order()
        self.assertEqual(self._row(order, "accept").amount, 8)
        order.priority = "3"
        self.assertEqual(self._row(order, "accept").amount, 1)
        self.assertEqual(
            sorted(order.sla_ids.mapped("state")), ["cancelled", "running"]
        )

    @rule("R050")
    def test_every_request_for_help_is_promised_an_answer(self):
        self._create_policy(("help", 2, "hour", {"start_milestone": "help_request"}))
        order = self._create_order(technician_id=self.technician.id)
        order.action_accept()
        self.assertFalse(order.sla_ids.deadline)
        order.with_user(self.technician_user)._ask_for_help("Which rail fits?")
        self.assertEqual(order.sla_ids.deadline, self._local("2026-03-02 11:00"))
        order.with_user(self.dispatcher)._answer_help("The long one")
        self.assertEqual(order.sla_ids.mapped("state"), ["met"])
        with freeze_time("2026-03-02 05:00:00"):
            order.with_user(self.technician_user)._ask_for_help("And the screws?")
        self.assertEqual(order.sla_ids.mapped("state"), ["met", "running"])
        self.assertEqual(order.sla_deadline, self._local("2026-03-02 15:00"))

    def test_remote_help_promises_no_arrival(self):
        self._create_policy(("accept", 1, "hour"), ("arrive", 4, "hour"))
        order = self._create_order()
        order.is_remote = True
        self.assertEqual(self._row(order, "arrive").state or "none", "none")
        order.is_remote = False
        self.assertEqual(self._row(order, "arrive").state, "running")

    def test_cancelled_order_drops_its_promises(self):
        self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        order.action_cancel()
        self.assertEqual(order.sla_ids.state, "cancelled")
        self.assertFalse(order.sla_deadline)

    def test_reopened_order_is_promised_again_what_was_dropped(self):
        self._create_policy(("accept", 1, "hour"), ("repair", 24, "hour"))
        order = self._create_order()
        order.action_accept()
        order.action_cancel()
        self.assertEqual(self._row(order, "repair").state or "none", "none")
        order.action_reopen()
        self.assertEqual(self._row(order, "repair").state, "running")
        self.assertEqual(self._row(order, "accept").state, "met")
        self.assertEqual(len(self._row(order, "accept")), 1)

    @rule("R054", "R061")
    def test_target_without_figure_promises_nothing(self):
        self._create_policy(("accept", 0, "hour"), ("repair", 24, "hour"))
        self.assertEqual(self._create_order().sla_ids.mapped("milestone"), ["repair"])

    def test_working_time_contract_site_outlet_company(self):
        calendars = [self._create_calendar(name) for name in "abc"]
        policy = self._create_policy(("repair", 1, "work_hour"))
        self.assertEqual(self._create_order().sla_ids.calendar_id, self.calendar)
        self.outlet.calendar_id = calendars[0]
        self.assertEqual(self._create_order().sla_ids.calendar_id, calendars[0])
        self.customer.aftersales_calendar_id = calendars[1]
        self.assertEqual(self._create_order().sla_ids.calendar_id, calendars[1])
        policy.calendar_id = calendars[2]
        self.assertEqual(self._create_order().sla_ids.calendar_id, calendars[2])

    def test_calendar_without_working_time_is_told_not_a_crash(self):
        empty = self._create_calendar("Never", days=())
        self.customer.aftersales_calendar_id = empty
        self._create_policy(("repair", 1, "work_hour"))
        order = self._create_order()
        self.assertTrue(order.sla_ids.has_no_work_time)
        self.assertFalse(order.sla_ids.deadline)
        self.assertIn("“Never” has no working time", order.sla_reason)
        with self.assertRaisesRegex(ValidationError, "Never"):
            self._create_policy(("repair", 1, "work_hour"), calendar_id=empty.id)

    def test_wrong_figures_are_refused_by_name(self):
        for unit, amount, words in (
            ("work_day", 1.5, "working days are whole"),
            ("hour", -1, "must not be negative"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                self._create_policy(("accept", amount, unit))
        with self.assertRaisesRegex(ValidationError, "counted from itself"):
            self._create_policy(("accept", 1, "hour", {"start_milestone": "accept"}))

    def test_policy_form_starts_with_a_ladder(self):
        with Form(self.env["aftersales.sla.policy"]) as form:
            form.name = "Promise"
            with form.target_ids.new() as target:
                target.milestone = "arrive"
                target.amount = 4
        policy = form.save()
        self.assertEqual(
            policy.step_ids.mapped("recipient"),
            [
                *("technician", "dispatcher", "outlet_manager", "service_manager"),
                "general_manager",
            ],
        )

    def test_at_risk_today_is_searchable(self):
        self._create_policy(("repair", 24, "hour"), ("arrive", 4, "hour"))
        order = self._create_order()
        order = order.with_context(tz="Asia/Shanghai")
        self.assertTrue(order.is_at_risk)
        self.assertIn(order, order.search([("is_at_risk", "=", True)]))
        late = self._create_order(received_at="2026-03-01 00:00:00")
        self.assertFalse(late.is_at_risk)
        self.assertNotIn(late, order.search([("is_at_risk", "=", True)]))

    def test_customer_reads_his_promises_on_the_portal(self):
        self._create_policy(
            ("accept", 1, "hour"),
            ("arrive", 4, "hour"),
            ("settle", 9, "hour"),
            description="At your door within 4 hours.",
        )
        order = self._create_order()
        page = str(
            self.env["ir.qweb"]._render(
                "aftersales_service.portal_service_promises", {"service_order": order}
            )
        )
        self.assertIn("At your door within 4 hours.", page)
        self.assertIn("We are at your door", page)
        self.assertEqual(page.count("<li"), 2)

    def test_roles_may_read_promises_of_their_orders_only(self):
        self._create_policy(("accept", 1, "hour"))
        order = self._create_order()
        rows = order.sla_ids
        with self.assertRaises(AccessError):
            rows.with_user(self.technician_user).read(["deadline"])
        order.technician_id = self.technician
        rows.with_user(self.technician_user).read(["deadline"])
        with self.assertRaises(AccessError):
            rows.with_user(self.dispatcher).write({"deadline": False})
        with self.assertRaises(AccessError):
            self.env["aftersales.sla.policy"].with_user(self.dispatcher).create(
                {"name": "Mine"}
            )

    def test_queries_do_not_grow_with_the_orders(self):
        self._create_policy(
            ("accept", 1, "hour"), ("arrive", 4, "work_hour"), ("repair", 2, "work_day")
        )

        customers = self.env["res.partner"].create(
            [
                {"name": f"Customer {number}", "is_company": number % 2}
                for number in range(20)
            ]
        )

        def create(count):
            return self.env["aftersales.order"].create(
                [{"partner_id": customer.id} for customer in customers[:count]]
            )

        create(20)
        few = self._count_queries(lambda: create(2))
        many = self._count_queries(lambda: create(20))
        self.assertLessEqual(many, few)
        orders = create(20)
        few = self._count_queries(orders[:2].action_accept)
        many = self._count_queries(orders[2:].action_accept)
        self.assertLessEqual(many, few)
