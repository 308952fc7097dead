from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import AssignmentCase, monday


@tagged("post_install", "-at_install")
class TestRanking(AssignmentCase):
    """Who should go, and every reason for or against."""

    def _first(self, **kwargs):
        return next(iter(self._rank(**kwargs)))

    # -- time ----

    def test_everybody_free_stands_level(self):
        ranked = self._rank()
        self.assertEqual(set(ranked), set(self.people))
        self.assertEqual(len({candidate.score for candidate in ranked.values()}), 1)
        self.assertTrue(all(c.slot.start == monday(1) for c in ranked.values()))

    def test_who_has_a_visit_comes_later_and_says_from_when(self):
        self._create_dispatch(
            self._create_order(), scheduled_start=monday(1), scheduled_end=monday(3)
        )
        ranked = self._rank()
        self.assertEqual(list(ranked)[-1], self.wang)
        candidate = ranked[self.wang]
        self.assertIn("has_visit", self._codes(candidate))
        # Free at 11:00, but two hours do not fit in before lunch: 13:00.
        self.assertEqual(candidate.slot.start, monday(5))
        words = self.order.with_user(self.dispatcher)._describe_candidate(candidate)
        self.assertIn("free from 2026-03-02 13:00", words)

    def test_leave_and_the_time_after_work_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "resource_id": self.wang.resource_id.id,
                "date_from": monday(0),
                "date_to": monday(4),
            }
        )
        candidate = self._rank()[self.wang]
        self.assertIn("on_leave", self._codes(candidate))
        self.assertEqual(candidate.slot.start, monday(5))  # 13:00, after lunch
        evening = self._rank(start=monday(11))[self.zhao]
        self.assertIn("not_ready", self._codes(evening))
        self.assertEqual(evening.slot.start, monday(0) + timedelta(days=1))

    def test_a_visit_lies_across_lunch_only_if_it_is_too_long_for_a_half_day(self):
        short = self._rank(start=monday(3))[self.zhao]
        self.assertEqual(short.slot.start, monday(5))  # 11:00 wanted, 13:00 found
        long = self._rank(start=monday(1), end=monday(7))[self.zhao]
        self.assertEqual(long.slot.start, monday(1))

    def test_the_way_between_two_customers_takes_its_time(self):
        self.company.write({"aftersales_travel_speed": 60, "aftersales_road_factor": 1})
        self._place(self.customer, 36.0, 120.0)
        site = self.env["res.partner"].create({"name": "Far", "city": "Qingdao"})
        self._place(site, 36.0, 120.5)  # about 45 km to the east
        self._create_dispatch(
            self._create_order(),
            scheduled_start=monday(0),
            scheduled_end=monday(1),
        )
        order = self._create_accepted(site_partner_id=site.id)
        slot = self._rank(order)[self.wang].slot
        self.assertEqual(slot.start, monday(1, 45))

    def test_who_has_little_to_do_that_day_goes(self):
        for technician in (self.wang, self.zhao):
            self._create_dispatch(
                self._create_order(),
                technician_ids=technician.ids,
                scheduled_start=monday(5),
                scheduled_end=monday(7),
            )
        self.assertEqual(self._first(), self.li)

    # -- place ----

    def test_the_nearest_goes(self):
        self._place(self.customer, 36.07, 120.38)
        homes = self.env["res.partner"].create([{"name": "Far"}, {"name": "Near"}])
        self._place(homes[0], 36.5, 120.38)
        self._place(homes[1], 36.08, 120.38)
        self.wang.aftersales_start_partner_id = homes[0]
        self.zhao.aftersales_start_partner_id = homes[1]
        ranked = self._rank()
        self.assertEqual(list(ranked)[0], self.zhao)
        self.assertAlmostEqual(ranked[self.zhao].km, 1.1, 1)
        self.assertAlmostEqual(ranked[self.wang].km, 47.8, 1)
        self.assertIn("km_unknown", self._codes(ranked[self.li]))
        # Unknown is neither near nor far.
        self.assertEqual(list(ranked), [self.zhao, self.li, self.wang])

    def test_who_starts_nowhere_else_starts_at_the_outlet(self):
        self._place(self.customer, 36.07, 120.38)
        self.outlet.partner_id = self.env["res.partner"].create({"name": "Branch"})
        self._place(self.outlet.partner_id, 36.17, 120.38)
        self.assertAlmostEqual(self._rank()[self.li].km, 11.1, 1)

    def test_the_way_is_counted_from_the_visit_before(self):
        self._place(self.customer, 36.07, 120.38)
        self._create_dispatch(
            self._create_order(), scheduled_start=monday(0), scheduled_end=monday(1)
        )
        self.assertEqual(self._rank()[self.wang].km, 0)

    def test_too_far_is_excluded_by_the_rule(self):
        self.rule.max_km = 10
        self._place(self.customer, 36.07, 120.38)
        home = self.env["res.partner"].create({"name": "Far"})
        self._place(home, 36.5, 120.38)
        self.wang.aftersales_start_partner_id = home
        ranked = self._rank()
        self.assertIn("too_far", self._codes(ranked[self.wang]))
        self.assertFalse(ranked[self.wang].can_go)
        # Whose way is not known is not too far.
        self.assertTrue(ranked[self.zhao].can_go)

    # -- people ----

    def test_who_repaired_the_unit_before_goes(self):
        before = self._create_order(
            technician_id=self.zhao.id, solution="Done.", is_remote=True
        )
        before.cause_id = self.cause
        before.action_accept()
        before.action_assess()
        before.action_repair()
        ranked = self._rank()
        self.assertEqual(list(ranked)[0], self.zhao)
        self.assertLessEqual(
            {"knows_unit", "knows_customer"}, self._codes(ranked[self.zhao])
        )

    def test_the_customers_wish_counts_also_for_his_contacts(self):
        self.customer.is_company = True
        contact = self.env["res.partner"].create(
            {"name": "Mr Li", "parent_id": self.customer.id}
        )
        customer = self.customer.with_user(self.dispatcher)
        with Form(customer) as form:
            form.aftersales_preferred_technician_id = self.li.with_user(self.dispatcher)
            form.aftersales_refused_technician_ids.add(
                self.wang.with_user(self.dispatcher)
            )
        order = self._create_accepted(partner_id=contact.id, equipment_id=False)
        ranked = self._rank(order)
        self.assertEqual(list(ranked)[0], self.li)
        self.assertIn("preferred", self._codes(ranked[self.li]))
        self.assertIn("refused", self._codes(ranked[self.wang]))
        self.assertFalse(ranked[self.wang].can_go)

    def test_technicians_of_another_outlet_come_after_the_own(self):
        other = self._create_outlet(name="Yantai", cities="Yantai")
        self.outlet.technician_ids -= self.wang
        other.technician_ids = self.wang
        ranked = self._rank()
        self.assertEqual(list(ranked)[-1], self.wang)
        self.assertTrue(ranked[self.wang].can_go)
        self.rule.own_outlet_only = True
        self.assertFalse(self._rank()[self.wang].can_go)

    def test_only_people_of_active_outlets_of_the_company_are_asked(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        stranger = self.env["hr.employee"].create(
            {"name": "Stranger", "company_id": company.id}
        )
        theirs = self._create_outlet(name="Theirs", company_id=company.id)
        theirs.technician_ids = stranger
        self.assertNotIn(stranger, self._rank())
        self.outlet.action_suspend()
        self.assertFalse(self._rank())

    def test_the_day_is_full_at_the_most_visits_of_the_rule(self):
        self.rule.max_visits = 1
        self._create_dispatch(
            self._create_order(), scheduled_start=monday(0), scheduled_end=monday(1)
        )
        self.assertEqual(
            self._rank()[self.wang].slot.start, monday(0) + timedelta(days=1)
        )

    # -- rules ----

    def test_the_first_rule_that_fits_decides(self):
        category = self.env["product.category"].create({"name": "Lifts"})
        urgent = self.rule.copy(
            {"name": "Urgent", "sequence": 1, "min_priority": "2", "visit_hours": 1}
        )
        lifts = self.rule.copy(
            {
                "name": "Lifts",
                "sequence": 2,
                "company_id": self.company.id,
                "product_category_ids": category.ids,
                "order_type_ids": self.type_repair.ids,
                "outlet_ids": self.outlet.ids,
            }
        )
        rules = self.env["aftersales.assignment.rule"]
        normal, pressing = self.order, self._create_accepted(priority="3")
        self.assertEqual(
            rules._get_rules(normal | pressing), {normal: self.rule, pressing: urgent}
        )
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Big Lifts", "parent_id": category.id}
        )
        self.assertEqual(rules._get_rules(normal)[normal], lifts)

    def test_the_length_of_a_visit_is_the_types_or_the_rules(self):
        slot = self._rank()[self.li].slot
        self.assertEqual(slot.end - slot.start, timedelta(hours=2))
        self.type_repair.visit_hours = 0
        self.rule.visit_hours = 3
        slot = self._rank()[self.li].slot
        self.assertEqual(slot.end - slot.start, timedelta(hours=3))

    def test_without_any_rule_the_defaults_hold(self):
        self.rule.unlink()
        self.assertEqual(set(self._rank()), set(self.people))

    def test_a_rule_that_assigns_plans_accepted_orders(self):
        self.rule.mode = "assign"
        orders = self.env["aftersales.order"].browse()
        for _n in range(4):
            orders |= self._create_order(type_id=self.type_repair.id)
        orders.with_user(self.dispatcher).action_accept()
        visits = orders.dispatch_ids
        self.assertEqual(len(visits), 4)
        self.assertTrue(all(visits.mapped("scheduled_start")))
        self.assertEqual(visits.mapped("state"), ["planned"] * 4)
        self.assertFalse(any(visits.mapped("conflict_note")))

    def test_a_rule_that_assigns_leaves_who_cannot_be_placed(self):
        self.rule.mode = "assign"
        self.customer.aftersales_refused_technician_ids = self.people
        order = self._create_order(type_id=self.type_repair.id)
        order.with_user(self.dispatcher).action_accept()
        self.assertEqual(order.state, "accepted")
        self.assertFalse(order.dispatch_ids)

    def test_rules_are_the_managers(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.dispatcher).max_km = 5
        self.rule.with_user(self._create_user("service_manager")).max_km = 5

    # -- the table ----

    def _open_finder(self, order=None, user=None):
        order = (order or self.order).with_user(user or self.dispatcher)
        action = order.action_find_technician()
        finder = order.env[action["res_model"]].browse(action["res_id"])
        with Form(finder) as form:
            form.scheduled_start = monday(1)
        finder.action_rank()
        return finder

    def test_a_dispatcher_chooses_from_the_table(self):
        self.customer.aftersales_refused_technician_ids = self.wang
        self.customer.aftersales_preferred_technician_id = self.li
        finder = self._open_finder()
        lines = finder.line_ids
        self.assertEqual(lines.mapped("availability"), ["free", "free", "excluded"])
        self.assertIn("Preferred by the customer (+30)", lines[0].reason)
        self.assertIn("does not want", lines[2].reason)
        lines[0].action_choose()
        visit = self.order.dispatch_ids
        self.assertEqual(visit.technician_ids, self.li)
        self.assertEqual(visit.scheduled_start, monday(1))
        self.assertEqual(visit.scheduled_end, monday(3))
        self.assertEqual(self.order.technician_id, self.li)

    def test_who_is_excluded_is_not_chosen(self):
        self.customer.aftersales_refused_technician_ids = self.wang
        line = self._open_finder().line_ids[-1]
        with self.assertRaisesRegex(UserError, "does not want"):
            line.action_choose()

    def test_choosing_again_changes_the_planned_visit(self):
        finder = self._open_finder()
        finder.line_ids[0].action_choose()
        finder.action_rank()
        other = finder.line_ids.filtered(
            lambda line: line.technician_id != self.order.technician_id
        )[0]
        other.action_choose()
        self.assertEqual(len(self.order.dispatch_ids), 1)
        self.assertEqual(self.order.dispatch_ids.technician_ids, other.technician_id)

    def test_a_pinned_visit_is_not_changed_by_choosing(self):
        finder = self._open_finder()
        finder.line_ids[0].action_choose()
        self.order.dispatch_ids.action_pin()
        finder.action_rank()
        with self.assertRaisesRegex(UserError, "has the visit"):
            finder.line_ids[-1].action_choose()

    def test_before_acceptance_only_the_technician_is_named(self):
        order = self._create_order(type_id=self.type_repair.id)
        self._open_finder(order).line_ids[0].action_choose()
        self.assertTrue(order.technician_id)
        self.assertFalse(order.dispatch_ids)

    def test_an_outlet_manager_finds_technicians_too(self):
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        self.assertEqual(len(self._open_finder(user=manager).line_ids), 3)

    def test_a_technician_does_not_send_others(self):
        self.order.technician_id = self.wang
        with self.assertRaises(AccessError):
            self.order.with_user(self.technician_user).action_find_technician()

    # -- cost ----

    def test_ranking_costs_the_same_for_many_orders_and_technicians(self):
        orders = self.order
        for _n in range(19):
            orders |= self._create_order(type_id=self.type_repair.id)
        orders = orders.with_user(self.dispatcher)
        orders._rank_technicians(monday(1))
        few = self._count_queries(lambda: orders[:2]._rank_technicians(monday(1)))
        self.outlet.technician_ids = self.people | self.env["hr.employee"].create(
            [
                {
                    "name": f"T{n}",
                    "resource_calendar_id": self.calendar.id,
                    "tz": "Asia/Shanghai",
                }
                for n in range(20)
            ]
        )
        orders._rank_technicians(monday(1))
        many = self._count_queries(lambda: orders._rank_technicians(monday(1)))
        self.assertLessEqual(many, few + 1)
