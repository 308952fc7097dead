from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestTool(PartsCase):
    """Out of calibration is out of use: no visit that needs the tool is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["aftersales.tool.kind"].create(
            {"name": "Insulation Meter", "interval_months": 12}
        )
        cls.tool = cls.env["aftersales.tool"].create(
            {
                "kind_id": cls.kind.id,
                "serial": "IM-7",
                "employee_id": cls.technician.id,
                "outlet_id": cls.outlet.id,
            }
        )
        cls.env["aftersales.tool.requirement"].create(
            {"kind_id": cls.kind.id, "order_type_id": cls.type_repair.id}
        )

    @classmethod
    def _calibrate(cls, day, **vals):
        return cls.env["aftersales.tool.calibration"].create(
            {
                "tool_id": cls.tool.id,
                "date": day,
                "attachment_ids": cls._paper("certificate.pdf"),
                **vals,
            }
        )

    def _visit(self, order=None):
        order = order or self._create_order(
            type_id=self.type_repair.id, outlet_id=self.outlet.id
        )
        if order.state == "draft":
            order.action_accept()
        return self._create_dispatch(order).with_user(self.dispatcher)

    def test_a_calibration_holds_for_the_interval(self):
        self.assertEqual(self.tool.fitness, "blocked")
        self._calibrate("2025-08-31")
        self.assertEqual(self.tool.due_date, date(2026, 8, 31))
        self.assertEqual(self.tool.fitness, "fit")
        with freeze_time("2026-08-15"):
            self.tool.invalidate_recordset()
            self.assertEqual(self.tool.fitness, "expiring")
            self.assertIn(self.tool, self.tool.search([("fitness", "=", "expiring")]))
        with freeze_time("2026-09-01 03:00:00"):
            self.tool.invalidate_recordset()
            self.assertEqual(self.tool.fitness, "blocked")
            self.assertIn(self.tool, self.tool.search([("fitness", "=", "blocked")]))

    def test_a_failed_calibration_blocks_at_once(self):
        self._calibrate("2026-01-10")
        self._calibrate("2026-02-10", result="failed")
        self.assertFalse(self.tool.due_date)
        self.assertEqual(self.tool.fitness, "blocked")

    def test_a_calibration_needs_its_certificate(self):
        with self.assertRaisesRegex(UserError, "certificate"):
            self._calibrate("2026-01-10", attachment_ids=False)

    @rule("R189", "R196")
    def test_without_a_fit_tool_nobody_is_sent(self):
        visit = self._visit()
        self.assertIn("out of calibration", visit.tool_note)
        with self.assertRaisesRegex(UserError, "Insulation Meter is required"):
            visit.action_send()
        self._calibrate("2026-01-10")
        visit.invalidate_recordset()
        self.assertFalse(visit.tool_note)
        visit.action_send()
        self.assertEqual(visit.state, "sent")

    def test_a_tool_blocked_on_the_way_stops_the_start(self):
        self._calibrate("2026-01-10")
        visit = self._visit()
        visit.action_send()
        self.tool.blocked_reason = "Fell from the roof"
        with self.assertRaisesRegex(UserError, "out of calibration or blocked"):
            visit.with_user(self.technician_user).action_arrive()
        self.tool.blocked_reason = False
        visit.with_user(self.technician_user).action_arrive()

    def test_the_outlet_s_tools_are_everybody_s(self):
        self._calibrate("2026-01-10")
        self.tool.employee_id = self.colleague
        visit = self._visit()
        with self.assertRaisesRegex(UserError, "nobody of the team has one"):
            visit.action_send()
        self.tool.employee_id = False
        visit.action_send()

    def test_other_work_needs_no_tool(self):
        order = self._create_order(
            type_id=self.type_installation.id, outlet_id=self.outlet.id
        )
        self._visit(order).action_send()

    def test_the_holder_is_told_in_time_and_once(self):
        self._calibrate("2025-03-20")
        Tool = self.env["aftersales.tool"]
        self._run_cron(Tool._cron_remind)
        self.assertEqual(self.tool.activity_ids.user_id, self.technician_user)
        self._run_cron(Tool._cron_remind)
        self.assertEqual(len(self.tool.activity_ids), 1)
        self._calibrate("2026-03-01")
        self.assertFalse(self.tool.activity_ids)
        self.assertFalse(self.tool.is_told)

    # -- ranking -----------------------------------------------------------------------

    def _rank(self, order, start="2026-03-03 02:00:00"):
        start = fields.Datetime.to_datetime(start)
        ranked = order.with_user(self.dispatcher)._rank_technicians(start)
        return {found.person: found for found in ranked[order]}

    def _create_repair(self):
        order = self._create_order(
            type_id=self.type_repair.id, outlet_id=self.outlet.id
        )
        order.action_accept()
        return order

    def _describe(self, order, employee, **kwargs):
        found = self._rank(order, **kwargs)[employee.id]
        return order._describe_candidate(found) if found.blocks else ""

    @rule("R189", "R196")
    def test_who_lacks_the_tool_is_not_proposed(self):
        self._calibrate("2026-01-10")
        order = self._create_repair()
        self.assertFalse(self._describe(order, self.technician))
        self.assertIn(
            "Insulation Meter is required, and neither he nor the outlet has one.",
            self._describe(order, self.colleague),
        )
        action = order.with_user(self.dispatcher).action_find_technician()
        finder = self.env["aftersales.technician.finder"].with_user(self.dispatcher)
        finder = finder.browse(action["res_id"])
        line = finder.line_ids.filtered(lambda one: one.technician_id == self.colleague)
        self.assertEqual(line.availability, "excluded")
        with self.assertRaisesRegex(UserError, "cannot go:\nInsulation Meter"):
            line.action_choose()

    def test_the_day_of_the_visit_decides(self):
        self._calibrate("2025-03-10")
        order = self._create_repair()
        self.assertFalse(self._describe(order, self.technician, start="2026-03-10"))
        self.assertIn(
            "out of calibration or blocked",
            self._describe(order, self.technician, start="2026-03-11"),
        )
        self.tool.blocked_reason = "Fell from the roof"
        self.assertIn(
            "out of calibration or blocked",
            self._describe(order, self.technician, start="2026-03-10"),
        )

    def test_a_tool_at_the_order_s_outlet_serves_everybody(self):
        self._calibrate("2026-01-10")
        self.tool.employee_id = False
        order = self._create_repair()
        self.assertFalse(self._describe(order, self.colleague))
        self.tool.outlet_id = self.outlet_b
        self.assertIn("neither he nor", self._describe(order, self.technician))

    def test_a_tool_that_needs_no_calibration_is_fit(self):
        self.kind.is_calibrated = False
        self.assertFalse(self._describe(self._create_repair(), self.technician))

    def test_other_work_asks_nobody_for_the_tool(self):
        order = self._create_order(
            type_id=self.type_installation.id, outlet_id=self.outlet.id
        )
        order.action_accept()
        other = self._create_repair()
        ranked = (order | other)._rank_technicians(fields.Datetime.now())
        self.assertTrue(all(found.can_go for found in ranked[order]))
        self.assertFalse(any(found.can_go for found in ranked[other]))

    def test_ranking_asks_once_for_all_tools(self):
        orders = self.env["aftersales.order"].concat(
            *(self._create_repair() for _number in range(10))
        )
        people = self.env["hr.employee"].create(
            [{"name": f"P{number}"} for number in range(20)]
        )
        self.outlet.technician_ids |= people
        for person in people:
            self.tool.copy({"employee_id": person.id})
        self.env.flush_all()

        def measure(some, who):
            self.env.invalidate_all()
            return self._count_queries(lambda: some._get_work_bars(who.sudo()))

        measure(orders, people)
        self.assertEqual(measure(orders[:2], people[:2]), measure(orders, people))

    def test_a_technician_sees_his_tools(self):
        self.assertEqual(
            self.env["aftersales.tool"].with_user(self.technician_user).search([]),
            self.tool,
        )
        self.assertFalse(
            self.env["aftersales.tool"].with_user(self.colleague_user).search([])
        )
        with self.assertRaises(AccessError):
            self.tool.with_user(self.technician_user).blocked_reason = "x"

    def test_looking_costs_the_same_for_many_visits(self):
        self._calibrate("2026-01-10")
        visits = self.env["aftersales.dispatch"]
        for number in range(8):
            order = self._create_order(
                type_id=self.type_repair.id, outlet_id=self.outlet.id
            )
            order.action_accept()
            visits |= self._create_dispatch(
                order,
                scheduled_start=f"2026-03-{3 + number:02} 02:00:00",
                scheduled_end=f"2026-03-{3 + number:02} 04:00:00",
            )
        visits[:2]._find_tool_problems()
        few = self._count_queries(visits[:2]._find_tool_problems)
        self.assertEqual(self._count_queries(visits._find_tool_problems), few)
