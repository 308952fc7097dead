from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .portal_common import OutletPortalCase

OFFICE = (
    *("dispatcher", "storekeeper", "finance", "inspector", "service_manager", "admin"),
)


@tagged("post_install", "-at_install")
class TestRoleRecords(OutletPortalCase):
    """Own and other records: another outlet's, another customer's, another company's
    are read by nobody. What a role may do in general stands in ``test_role_matrix``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = cls._create_user("outlet_manager")
        cls.partner_outlet.manager_id = manager
        customer = new_test_user(cls.env, "own_customer", groups="base.group_portal")
        customer.partner_id.parent_id = cls.job.partner_id
        cls.limited = {
            "technician": cls.technician_user,
            "outlet_manager": manager,
            "portal_outlet": cls.portal_user,
            "portal_customer": customer,
            "public": cls.env.ref("base.public_user"),
        }
        cls.env.flush_all()

    def _create_papers(self, order):
        """What belongs to an order: its visit, receipt, line, promises, answers."""
        visit = self.env["aftersales.dispatch"].create(
            {
                "order_id": order.id,
                "outlet_id": order.outlet_id.id,
                "company_id": order.company_id.id,
            }
        )
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "dispatch_id": visit.id,
                "company_id": order.company_id.id,
                "description": "Drawer",
                "condition": "Bent",
            }
        )
        line = self.env["aftersales.order.line"].create(
            {
                "order_id": order.id,
                "product_id": order.company_id.aftersales_labour_product_id.id,
            }
        )
        claim = self.env["aftersales.claim"].create(
            {
                "kind": "return",
                "order_id": order.id,
                "equipment_id": order.equipment_id.id,
                "partner_id": order.partner_id.id,
                "company_id": order.company_id.id,
                "reason": "Broken",
            }
        )
        self.env.flush_all()
        return [order, visit, receipt, line, order.sla_ids, claim]

    def _assert_hidden(self, records, users):
        for role, user in users.items():
            for record in records:
                with self.subTest(role=role, model=record._name):
                    self.assertTrue(record, "there is something to hide")
                    mine = record.with_user(user)
                    if mine.browse().has_access("read"):
                        found = mine.search([("id", "in", record.ids)])
                        self.assertFalse(found)
                    with self.assertRaises(AccessError):
                        mine.read(["display_name"])

    def test_nobody_reads_what_belongs_to_another_outlet_or_customer(self):
        self._assert_hidden(self._create_papers(self.foreign), self.limited)

    def test_units_of_strangers_are_hidden_from_the_outside(self):
        outside = {
            role: self.limited[role]
            for role in ("technician", "portal_outlet", "portal_customer", "public")
        }
        self._assert_hidden([self.foreign.equipment_id], outside)

    def test_each_reads_what_is_his(self):
        order, visit, receipt, line, promises, _claim = self._create_papers(self.job)
        for role in ("outlet_manager", "portal_outlet"):
            for record in (order, visit, receipt, line, promises):
                with self.subTest(role=role, model=record._name):
                    mine = record.with_user(self.limited[role])
                    self.assertEqual(mine.search([("id", "in", record.ids)]), record)
        customer = order.with_user(self.limited["portal_customer"])
        self.assertEqual(customer.search([]), order)

    def test_nobody_reads_another_company_s_records(self):
        other = self.env["res.company"].create({"name": "Other Maker"})
        outlet = self._create_outlet(name="Theirs", company_id=other.id)
        partner = self.env["res.partner"].create({"name": "Their Customer"})
        unit = self._create_unit(
            serial="SN-THEIRS", partner_id=partner.id, company_id=other.id
        )
        self.env["aftersales.sla.policy"].search([]).company_id = False
        order = self._create_order(
            company_id=other.id,
            partner_id=partner.id,
            equipment_id=unit.id,
            outlet_id=outlet.id,
        )
        # Even where somebody of this company is named there.
        outlet.sudo().user_ids = [
            Command.link(user.id)
            for role, user in self.limited.items()
            if role in ("outlet_manager", "portal_outlet")
        ]
        office = {role: self._find_or_create(role) for role in OFFICE}
        records = [*self._create_papers(order), unit, outlet]
        self._assert_hidden(records, {**self.limited, **office})

    def _find_or_create(self, role):
        login = f"test_{role}"
        found = self.env["res.users"].search([("login", "=", login)])
        return found or self._create_user(role)
