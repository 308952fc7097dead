from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestNonconformityAccess(NonconformityCase):
    """The unit sees its own, who follows them up all, others none."""

    def _see(self, user, model="aftersales.nonconformity"):
        return self.env[model].with_user(user).search([])

    def test_the_unit_sees_its_own_once_it_has_it(self):
        record = self._find()
        office = self.office_head.user_id
        self.assertNotIn(record, self._see(self.plant_user))
        record.action_issue()
        self.assertIn(record, self._see(self.plant_user))
        self.assertTrue(
            record.with_user(self.plant_user).web_read(
                {"state": {}, "sla_ids": {}, "kpi_id": {}}
            )
        )
        self.assertNotIn(record, self._see(office))
        with self.assertRaises(AccessError):
            record.with_user(office).read(["facts"])
        with self.assertRaises(AccessError):
            record.with_user(office).action_submit()

    def test_who_carries_a_measure_out_sees_it(self):
        record = self._find()
        office = self.office_head.user_id
        record.action_issue()
        self._plan(record)
        record.action_ids.user_id = office
        self.assertIn(record, self._see(office))
        self.assertEqual(
            self._see(office, "aftersales.corrective.action"), record.action_ids
        )

    def test_an_outlet_sees_its_own(self):
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        record = self._find(department_id=False, outlet_id=self.outlet.id)
        self.assertEqual(record.user_id, manager)
        record.action_issue()
        self.assertEqual(self._see(manager), record)
        record.with_user(manager).root_cause = "Nobody was there."

    def test_who_follows_them_up_sees_all(self):
        record = self._find()
        management = self._create_user("finance", "boss")
        management.group_ids += self.env.ref("aftersales_audit.group_management")
        for user in (self.service_manager, self.verifier, management):
            self.assertIn(record, self._see(user))

    def test_others_neither_open_nor_delete(self):
        record = self._find()
        record.action_issue()
        with self.assertRaises(AccessError):
            self.env["aftersales.nonconformity"].with_user(self.plant_user).create(
                {"title": "x", "facts": "x"}
            )
        admin = self._create_user("admin")
        with self.assertRaises(UserError):
            record.with_user(admin).unlink()

    @rule("R336")
    def test_a_technician_tells_of_a_hidden_trouble(self):
        order = self._create_order()
        dispatch = self._create_dispatch(order)
        Report = (
            self.env["aftersales.nonconformity.report"]
            .with_user(self.technician_user)
            .with_context(active_model=dispatch._name, active_id=dispatch.id)
        )
        for facts in ("The shelf is cracked.", "So is the next one."):
            Report.create({"title": "Crack", "facts": facts}).action_report()
        record = self.env["aftersales.nonconformity"].search(
            [("res_model", "=", dispatch._name), ("res_id", "=", dispatch.id)]
        )
        self.assertEqual(record.state, "recorded")
        self.assertEqual(record.facts, "The shelf is cracked.")
        self.assertIn("So is the next one.", record.message_ids[0].body)
        stranger = Report.with_user(self._create_user("technician", "stranger"))
        with self.assertRaises(AccessError):
            stranger.create({"title": "x", "facts": "x"}).action_report()

    def test_screens_offer_the_desk_s_fields_to_the_desk_alone(self):
        record = self._find()
        record.action_issue()
        self.assertTrue(record.is_desk)
        self.assertFalse(record.with_user(self.plant_user).is_desk)
        with Form(record.with_user(self.plant_user)) as form:
            with self.assertRaisesRegex(AssertionError, "readonly"):
                form.facts = "Nothing happened."
            form.root_cause = "Nobody was told to."
        with Form(record) as form:
            form.facts = "4 of 10 visits."
        self.assertEqual(record.root_cause, "Nobody was told to.")

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        record = self._find()
        user = self._create_user(
            "inspector", "abroad", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.assertNotIn(record, self._see(user))
