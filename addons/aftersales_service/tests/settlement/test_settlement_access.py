from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementAccess(SettlementCase):
    """Who reads which settlement, and who takes which step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_outlet = cls._create_partner_outlet("Yantai")
        cls.other_user = new_test_user(
            cls.env,
            "settle_other",
            groups="aftersales_service.group_portal_outlet",
        )
        cls.other_outlet.user_ids = cls.other_user
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.partner_outlet.manager_id = cls.outlet_manager
        cls._create_visit()
        cls._create_visit(opinion=False)
        cls._create_visit(outlet=cls.other_outlet)
        cls.settlements = cls._settle()
        cls.ours = cls.settlements.filtered(
            lambda row: row.outlet_id == cls.partner_outlet
        )
        cls.theirs = cls.settlements - cls.ours

    def _visible(self, user, model="aftersales.settlement"):
        return self.env[model].with_user(user).search(
            [("outlet_id", "in", self.settlements.outlet_id.ids)]
        )

    def test_an_outlet_reads_its_own_and_only_what_was_sent(self):
        self.assertFalse(self._visible(self.outlet_user))
        self._send(self.settlements)
        self.assertEqual(self._visible(self.outlet_user), self.ours)
        self.assertEqual(self._visible(self.other_user), self.theirs)
        for model in ("aftersales.settlement.line", "aftersales.settlement.gap"):
            rows = self._visible(self.outlet_user, model)
            self.assertEqual(rows.sudo().settlement_id, self.ours)
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.outlet_user).action_confirm()
        with self.assertRaises(AccessError):
            self.theirs.line_ids.with_user(self.outlet_user).action_dispute("No")
        with self.assertRaises(AccessError):
            self._visible(self.outlet_user, "aftersales.rate.card")

    def test_an_outlet_manager_reads_his_own(self):
        self.assertEqual(self._visible(self.outlet_manager), self.ours)
        with self.assertRaises(AccessError):
            self.ours.with_user(self.outlet_manager).action_compute()
        with self.assertRaises(AccessError):
            self.ours.with_user(self.outlet_manager)._add_correction(1.0, "Mine")
        self._send(self.ours)
        self.ours.with_user(self.outlet_manager).action_confirm()
        self.assertEqual(self.ours.state, "confirmed")

    def test_finance_managers_and_inspectors_read_all(self):
        inspector = self._create_user("inspector")
        for user in (self.finance, self.manager, inspector):
            self.assertEqual(self._visible(user), self.settlements)
        for step in ("action_compute", "action_send", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(self.ours.with_user(inspector), step)()

    def test_others_read_nothing(self):
        for role in ("technician", "storekeeper"):
            user = self._create_user(role, login=f"settle_{role}")
            with self.assertRaises(AccessError):
                self._visible(user)
        with self.assertRaises(AccessError):
            self._visible(self.dispatcher)
        customer = new_test_user(self.env, "settle_cust", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._visible(customer)

    def test_nobody_makes_or_deletes_lines(self):
        line = self.ours.line_ids
        for user in (self.finance, self.manager, self.outlet_manager):
            with self.assertRaises(AccessError):
                line.with_user(user).write({"amount": 1.0})
            with self.assertRaises(AccessError):
                line.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.Settlement.with_user(user).create({"outlet_id": self.outlet.id})

    def test_settling_a_month_is_for_those_who_manage(self):
        wizard = self.env["aftersales.settle.month"]
        with self.assertRaises(AccessError):
            wizard.with_user(self.outlet_manager).create({"day": "2026-04-01"})
        self._create_visit("2026-04-10")
        mine = wizard.with_user(self.finance).create({"day": "2026-04-01"})
        self.assertEqual(mine.outlet_count, 1)
        mine.action_settle()
        mine.invalidate_recordset()
        self.assertEqual((mine.outlet_count, mine.settled_count), (0, 1))
