from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import SlaCase


@tagged("post_install", "-at_install")
class TestSlaTour(SlaCase, HttpCase):
    def test_escalation_is_answered_in_the_browser(self):
        # The browser lives today, so this order does too.
        self._create_policy(
            ("accept", 1, "hour"), steps=[{"rate": 1, "recipient": "dispatcher"}]
        )
        order = self._create_order(
            user_id=self.dispatcher.id,
            received_at=fields.Datetime.now() - timedelta(hours=3),
        )
        self.env["aftersales.order.sla"]._escalate_batch(100)
        self.start_tour(
            "/odoo/action-aftersales_service.aftersales_order_action",
            "aftersales_answer_escalation",
            login=self.dispatcher.login,
        )
        self.assertEqual(order.sla_ids.taken_by_id, self.dispatcher)
        self.assertFalse(order.activity_ids)
