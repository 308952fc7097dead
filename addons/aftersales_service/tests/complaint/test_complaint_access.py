from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintAccess(ComplaintCase):
    """A complaint goes by its rules, whatever the role and whatever the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._create_user("admin")
        cls.users = {
            "outlet_manager": cls.outlet_manager,
            "dispatcher": cls.dispatcher,
            "inspector": cls.inspector,
            "service_manager": cls.service_manager,
            "admin": cls.admin,
        }

    @rule("R245", "R247")
    def test_nobody_deletes_a_complaint_or_what_belongs_to_it(self):
        complaint = self._propose(self._assess(self._register()))
        complaint._reject("No.")
        complaint._mediate({"mediator_id": self.inspector.id})
        for records in (complaint, complaint.offer_ids, complaint.mediation_ids):
            for role, user in self.users.items():
                label = self.subTest(model=records._name, role=role)
                with label, self.assertRaises(UserError):
                    records.with_user(user).unlink()
            with self.assertRaises(UserError):
                records.sudo().unlink()
        with self.assertRaises(UserError):
            complaint.sudo().action_archive()

    def test_nobody_writes_what_steps_write(self):
        complaint = self._register()
        for role, user in self.users.items():
            for vals in (
                {"state": "closed"},
                {"level": "general"},
                {"user_id": user.id},
                {"closed_at": "2026-03-02 03:00:00"},
                {"reported_at": "2026-03-02 03:00:00"},
                {"fed_back_at": "2026-03-02 03:00:00"},
                {"satisfaction": "5"},
                {"finding": "not_upheld"},
                {"repeat_count": 0},
                {"outlet_statement": "All is well."},
                {"offer_ids": [(0, 0, {"kind": "gift", "description": "Tea"})]},
            ):
                label = self.subTest(role=role, fields=tuple(vals))
                with label, self.assertRaises(UserError):
                    complaint.with_user(user).write(vals)

    def test_nor_does_a_default_of_the_client_s_context(self):
        desk = self.env["aftersales.complaint"].with_user(self.dispatcher)
        complaint = desk.with_context(
            default_state="closed",
            default_level="major",
            default_user_id=self.inspector.id,
            default_closed_at="2026-03-02 03:00:00",
        ).create(self._prepare_complaint_vals())
        self.assertEqual((complaint.state, complaint.level), ("received", "general"))
        self.assertEqual(complaint.user_id, self.dispatcher)
        self.assertFalse(complaint.closed_at)
        for vals in ({"state": "closed"}, {"level": "general"}, {"user_id": 2}):
            with self.assertRaises(UserError):
                desk.create(self._prepare_complaint_vals(**vals))

    def test_what_decides_is_for_who_handles_it_and_who_is_above(self):
        complaint = self._register(criterion_ids=self.injury.ids)
        self._assess(complaint, self.dispatcher)
        for user in (self.dispatcher, self.outlet_manager, self.service_manager):
            with self.subTest(user=user.login):
                self.assertFalse(complaint.with_user(user).can_handle)
                with self.assertRaisesRegex(AccessError, "Major"):
                    self._propose(complaint, user)
                with self.assertRaises(AccessError):
                    complaint.with_user(user)._withdraw("Never mind")
                with self.assertRaises(AccessError):
                    complaint.with_user(user).action_take()
        self._propose(complaint, self.general_manager)
        with self.assertRaises(AccessError):
            complaint.with_user(self.dispatcher).action_accept()

    def test_the_form_of_steps_is_no_way_around(self):
        complaint = self._walk_to_resolved(
            self._register(criterion_ids=self.injury.ids), self.general_manager
        )
        wizard = self.env["aftersales.complaint.step"].with_user(self.dispatcher)
        for step, vals in (
            ("withdraw", {}),
            ("reassign", {"user_id": self.dispatcher.id}),
            ("change_level", {"level": "general"}),
            ("cancel", {}),
        ):
            with self.subTest(step=step), self.assertRaises(UserError):
                wizard.create(
                    {
                        "complaint_id": complaint.id,
                        "step": step,
                        "reason": "Because.",
                        **vals,
                    }
                ).action_confirm()

    def test_facts_stay_once_they_were_assessed(self):
        complaint = self._assess(self._register())
        for vals in (
            {"description": "Nothing."},
            {"partner_id": False},
            {"received_at": "2026-03-01 01:00:00"},
            {"respondent_employee_ids": [(6, 0, self.technician.ids)]},
        ):
            label = self.subTest(fields=tuple(vals))
            with label, self.assertRaisesRegex(UserError, "assessed already"):
                complaint.with_user(self.service_manager).write(vals)

    def test_cancelled_only_by_a_manager_and_only_while_it_is_new(self):
        complaint = self._register()
        with self.assertRaises(AccessError):
            complaint.with_user(self.dispatcher)._cancel("Twice")
        self._assess(complaint)
        with self.assertRaises(UserError):
            complaint.with_user(self.service_manager)._cancel("Twice")

    def test_an_outlet_sees_what_concerns_it_and_a_technician_his_orders(self):
        order = self._create_order(
            outlet_id=self.outlet.id, technician_id=self.technician.id
        )
        mine = self._register(order_id=order.id)
        other = self._create_outlet(name="Jinan", cities="Jinan")
        theirs = self._register(outlet_id=other.id)
        about_me = self._register(
            order_id=order.id, respondent_employee_ids=self.technician.ids
        )
        all_three = mine | theirs | about_me
        domain = [("id", "in", all_three.ids)]
        Complaint = self.env["aftersales.complaint"]
        for user, seen in (
            (self.outlet_manager, mine | about_me),
            (self.technician_user, mine),
            (self.inspector, all_three),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(Complaint.with_user(user).search(domain), seen)

    def test_another_company_sees_nothing(self):
        complaint = self._register()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self._create_user(
            "admin", "test_stranger", company_id=other.id, company_ids=other.ids
        )
        Complaint = self.env["aftersales.complaint"].with_user(stranger)
        self.assertFalse(Complaint.search([("id", "=", complaint.id)]))
