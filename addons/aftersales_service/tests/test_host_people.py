from odoo.tests import new_test_user, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestHostPeople(AftersalesCase):
    """Who has no role of ours duplicates the host's records as before.

    The host reads all that it copies as the person who copies.
    """

    def _found_by(self, record, groups):
        """A record as somebody finds it, not as it is remembered since it was made."""
        user = new_test_user(self.env, "host_user", groups=f"base.group_user,{groups}")
        self.env.invalidate_all()
        return record.with_user(user)

    def test_a_technician(self):
        technician = self._found_by(self.technician, "hr.group_hr_manager")
        (vals,) = technician.copy_data()
        self.assertNotIn("aftersales_outlet_ids", vals)

    def test_a_user_of_an_outlet(self):
        self.outlet.user_ids = self.dispatcher
        groups = "base.group_erp_manager,base.group_partner_manager"
        copied = self._found_by(self.dispatcher, groups).copy({"login": "copied"})
        self.assertFalse(copied.sudo().aftersales_outlet_ids)

    def test_a_customer(self):
        """Wishes are one person's; they are not those of a contact made from him."""
        self.customer.write(
            {
                "aftersales_no_call": True,
                "aftersales_preferred_technician_id": self.technician.id,
                "aftersales_refused_technician_ids": self.technician.ids,
            }
        )
        customer = self._found_by(self.customer, "base.group_partner_manager")
        copied = customer.copy().sudo()
        self.assertFalse(copied.aftersales_no_call)
        self.assertFalse(copied.aftersales_preferred_technician_id)
        self.assertFalse(copied.aftersales_refused_technician_ids)

    def test_a_lead_grown_out_of_service(self):
        order = self._create_order()
        lead = self.env["crm.lead"].create(
            {
                "name": "Shelves",
                "partner_id": self.customer.id,
                "aftersales_source_order_id": order.id,
                "aftersales_source_equipment_id": self.unit.id,
            }
        )
        lead = self._found_by(lead, "sales_team.group_sale_salesman_all_leads")
        copied = lead.copy().sudo()
        self.assertFalse(copied.aftersales_source_order_id)
        self.assertFalse(copied.aftersales_source_equipment_id)

    def test_what_not_everybody_reads_is_not_copied(self):
        """Employees apart: only those who may read our fields there make them."""
        self.assertFalse(
            [
                str(field)
                for name, model in self.env.registry.items()
                for field in model._fields.values()
                if field.name.startswith("aftersales_")
                and field.groups
                and field.copy
                and not name.startswith("aftersales.")
                and name != "hr.employee"
                and not model._transient
            ]
        )
