from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestNonconformitySla(NonconformityCase):
    """Who is late is told, and then those above him."""

    @rule("R333")
    def test_the_ladder_tells_who_is_late(self):
        chief = self._create_user("service_manager", "chief")
        self.company.aftersales_service_manager_id = chief
        record = self._find()
        plan = record.sla_ids.filtered(
            lambda row: row.milestone == "nonconformity_plan"
        )
        self.assertFalse(plan.deadline)
        record.action_issue()
        day = fields.Datetime.to_datetime
        self.assertEqual(plan.deadline, day("2026-06-08 02:00:00"))
        Sla = self.env["aftersales.nonconformity.sla"]
        for now, told in (
            ("2026-06-07 02:00:00", self.plant_user),
            ("2026-06-09 03:00:00", self.plant_user | chief),
        ):
            with freeze_time(now):
                Sla._escalate_batch(50)
            activities = self.env["mail.activity"].search(
                [("aftersales_nonconformity_sla_id", "=", plan.id)]
            )
            self.assertEqual(activities.user_id, told)
        self.assertTrue(plan.is_missed)
        with freeze_time("2026-06-10 02:00:00"):
            self._plan(record).action_submit()
        self.assertEqual(plan.state, "met")
        self.assertFalse(activities.exists())

    def test_each_degree_has_its_own_days(self):
        record = self._find(severity_id=self.serious.id, order_text="Now.")
        record.action_issue()
        plan = record.sla_ids.filtered(
            lambda row: row.milestone == "nonconformity_plan"
        )
        self.assertEqual(plan.amount, 72)

    def test_a_missed_promise_is_a_nonconformity_where_its_policy_says_so(self):
        policy = self.env["aftersales.sla.policy"].create(
            {
                "name": "Test",
                "order_type_ids": [(6, 0, self.type_repair.ids)],
                "target_ids": [
                    (
                        0,
                        0,
                        {
                            "milestone": "arrive",
                            "start_milestone": "receive",
                            "amount": 1,
                        },
                    )
                ],
                "breach_severity_id": self.minor.id,
            }
        )
        order = self._create_order()
        row = order.sla_ids.filtered(lambda one: one.policy_id == policy)
        self.assertTrue(row)
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        row.deadline = "2026-06-01 10:00:00"
        for _time in range(2):
            row._on_breach()
        record = self.env["aftersales.nonconformity"].search(
            [("res_model", "=", "aftersales.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual((record.source, record.severity_id), ("sla", self.minor))
        self.assertIn("2026/06/01 18:00", record.facts, "as whoever reads it writes it")
        policy.breach_severity_id = False
        other = self._create_order()
        other.sla_ids._on_breach()
        self.assertFalse(
            record.search([("res_id", "=", other.id), ("source", "=", "sla")])
        )
