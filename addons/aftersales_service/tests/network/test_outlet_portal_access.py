from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestOutletPortalAccess(AftersalesCase):
    """Head office gives an outlet's contacts the portal, and takes it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        partner = cls.env["res.partner"].create({"name": "Partner", "is_company": True})
        cls.contact = cls.env["res.partner"].create(
            {"name": "Ms Lin", "parent_id": partner.id, "email": "lin@example.com"}
        )
        cls.outlet.write({"partner_id": partner.id, "kind": "outsourced"})

    def _open(self, user=None):
        outlet = self.outlet.with_user(user or self.manager)
        action = outlet.action_give_portal_access()
        access = outlet.env[action["res_model"]].browse(action["res_id"])
        return access.line_ids.filtered(lambda line: line.partner_id == self.contact)

    @rule("R155")
    def test_a_contact_becomes_a_portal_user_of_the_outlet(self):
        line = self._open()
        self.assertFalse(line.is_granted)
        line.action_grant()
        user = self.contact.user_ids
        self.assertTrue(user.share)
        self.assertTrue(user.has_group("aftersales_service.group_portal_outlet"))
        self.assertIn(user, self.outlet.user_ids)
        self.assertEqual(user._get_outlets(), self.outlet)
        self.assertTrue(self._open().is_granted)
        self.assertEqual(self.outlet.portal_user_count, 1)

    def test_revoking_takes_the_pages_with_the_last_outlet(self):
        self._open().action_grant()
        user = self.contact.user_ids
        second = self._create_outlet(name="Second", cities="Yantai")
        second.user_ids = user
        self._open().action_revoke()
        self.assertTrue(user.has_group("aftersales_service.group_portal_outlet"))
        self.assertEqual(user._get_outlets(), second)
        self.outlet.user_ids = user
        second.user_ids = False
        self._open().action_revoke()
        self.assertFalse(user.has_group("aftersales_service.group_portal_outlet"))
        self.assertFalse(user._get_outlets())

    def test_granting_again_brings_the_same_user_back(self):
        self._open().action_grant()
        self._open().action_revoke()
        self._open().action_grant()
        self.assertEqual(len(self.contact.user_ids), 1)
        self.assertIn(self.contact.user_ids, self.outlet.user_ids)

    def test_a_colleague_gets_no_portal_access(self):
        self.dispatcher.partner_id.parent_id = self.outlet.partner_id
        action = self.outlet.with_user(self.manager).action_give_portal_access()
        access = self.env["aftersales.outlet.access"].browse(action["res_id"])
        line = access.line_ids.filtered(
            lambda line: line.partner_id == self.dispatcher.partner_id
        )
        with self.assertRaisesRegex(UserError, "licence of his own"):
            line.with_user(self.manager).action_grant()

    def test_only_service_managers_give_access(self):
        line = self._open()
        with self.assertRaises(AccessError):
            self._open(self.dispatcher)
        with self.assertRaises(AccessError):
            line.with_user(self.dispatcher).action_grant()

    def test_the_answer_is_due_after_the_company_s_hours(self):
        self.company.aftersales_outlet_answer_hours = 3
        order = self._create_order(outlet_id=self.outlet.id)
        waited = order.outlet_answer_due_at - order.outlet_assigned_at
        self.assertEqual(waited.total_seconds(), 3 * 3600)
        self._open().action_grant()
        order.outlet_answer_due_at = "2026-01-01 00:00:00"
        self.env.flush_all()
        Order = self.env["aftersales.order"].with_user(self.dispatcher)
        self.assertIn(order, Order.search([("is_outlet_late", "=", True)]))
        self.assertTrue(order.is_outlet_late)
        order.outlet_accepted_at = "2026-01-02 00:00:00"
        self.assertNotIn(order, Order.search([("is_outlet_late", "=", True)]))
        other = self._create_outlet(name="Other", cities="Yantai")
        order.outlet_id = other
        self.assertFalse(order.outlet_accepted_at, "asked anew")
