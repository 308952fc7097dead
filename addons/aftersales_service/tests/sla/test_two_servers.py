import subprocess
import sys
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

DUE = 2000
NAME = "Test of two servers"
MAIL = "two-servers@example.com"
SWEEP = b"env['aftersales.order.sla']._cron_escalate()"


@tagged("post_install", "-at_install")
class TestTwoServers(BaseCase):
    """Whole Odoo processes escalate promises that are really committed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls._remove)
        cls._remove()
        with cls.registry.cursor() as cr:
            cls._prepare(api.Environment(cr, SUPERUSER_ID, {}))

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            self._forget(cr, tuple(self.order_ids))
            cr.execute(
                """
                UPDATE aftersales_order_sla
                   SET escalation_level = 0, escalated_at = NULL, breached_at = NULL,
                       is_missed = FALSE, next_check_at = deadline
                 WHERE order_id IN %s
                """,
                [tuple(self.order_ids)],
            )

    @classmethod
    def _prepare(cls, env):
        env["aftersales.sla.policy"].create(
            {
                "name": NAME,
                "sequence": -1,
                "priority": "3",
                "target_ids": [(0, 0, {"milestone": "accept", "amount": 1})],
                "step_ids": [
                    (0, 0, {"rate": 1, "recipient": "user", "user_id": env.uid})
                ],
            }
        )
        env.user.email = MAIL
        customer = env["res.partner"].create({"name": NAME})
        vals = {
            "partner_id": customer.id,
            "priority": "3",
            "received_at": "2026-01-05 00:00:00",
        }
        cls.order_ids = env["aftersales.order"].create([vals] * DUE).ids

    @classmethod
    def _remove(cls):
        """Leave the database as it was: nothing here is rolled back by itself."""
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            customers = env["res.partner"].search([("name", "=", NAME)])
            orders = env["aftersales.order"].search(
                [("partner_id", "in", customers.ids)]
            )
            if orders:
                cls._forget(cr, tuple(orders.ids))
                cr.execute(
                    "DELETE FROM aftersales_order WHERE id IN %s", [tuple(orders.ids)]
                )
                env.invalidate_all(flush=False)
            customers.unlink()
            env["aftersales.sla.policy"].search([("name", "=", NAME)]).unlink()

    @classmethod
    def _forget(cls, cr, order_ids):
        """Remove all that an escalation leaves behind."""
        for table, model, key in (
            ("mail_activity", "res_model", "res_id"),
            ("mail_message", "model", "res_id"),
            ("mail_followers", "res_model", "res_id"),
        ):
            cr.execute(
                f"DELETE FROM {table} WHERE {model} = 'aftersales.order' "
                f"AND {key} IN %s",
                [order_ids],
            )
        cr.execute("DELETE FROM mail_mail WHERE email_to LIKE %s", [f"%{MAIL}%"])

    def _start(self):
        command = [sys.executable, "-m", "odoo", "shell", "--no-http"]
        process = subprocess.Popen(
            [*command, "-c", config["config"], "-d", get_db_name()],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        process.stdin.write(SWEEP)
        process.stdin.close()
        self.addCleanup(process.stderr.close)
        return process

    def _finish(self, process):
        errors = process.stderr.read().decode()
        self.assertEqual(process.wait(timeout=300), 0, errors)
        self.assertNotIn("Traceback", errors)

    def _count_done(self) -> int:
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM aftersales_order_sla "
                "WHERE order_id IN %s AND escalation_level > 0",
                [tuple(self.order_ids)],
            )
            return cr.fetchone()[0]

    def _check_each_told_once(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["aftersales.order"].browse(self.order_ids)
            rows = orders.sla_ids
            self.assertEqual(len(rows), DUE)
            self.assertEqual(set(rows.mapped("escalation_level")), {1})
            self.assertTrue(all(rows.mapped("is_missed")))
            activities = env["mail.activity"].search(
                [("aftersales_sla_id", "in", rows.ids)]
            )
            self.assertEqual(len(activities), DUE)
            self.assertEqual(activities.aftersales_sla_id, rows)
            notes = env["mail.message"].search(
                [
                    ("model", "=", "aftersales.order"),
                    ("res_id", "in", orders.ids),
                    ("body", "ilike", "was missed"),
                ]
            )
            self.assertEqual(sorted(notes.mapped("res_id")), sorted(orders.ids))
            mails = env["mail.mail"].search([("email_to", "ilike", MAIL)])
            told = "".join(map(str, mails.mapped("body_html")))
            self.assertEqual(
                [told.count(f'/service-orders/{key}"') for key in orders.ids],
                [1] * DUE,
            )

    def test_two_servers_escalate_each_promise_once(self):
        for process in [self._start(), self._start()]:
            self._finish(process)
        self._check_each_told_once()

    def test_killed_run_loses_and_doubles_nothing(self):
        process = self._start()
        deadline = time.monotonic() + 120
        while not self._count_done() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        process.wait(timeout=60)
        self.assertIn(self._count_done(), range(1, DUE), "killed in the middle")
        self._finish(self._start())
        self._check_each_told_once()
