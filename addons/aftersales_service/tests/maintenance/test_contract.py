from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..rules import rule
from .common import PNG, MaintenanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestContract(MaintenanceCase):
    # -- life ----

    def test_a_dispatcher_writes_it_the_manager_puts_it_in_force(self):
        Contract = self.env["aftersales.contract"].with_user(self.dispatcher)
        with Form(Contract) as form:
            form.title = "Printing room"
            form.partner_id = self.customer
            form.date_end = form.date_end or "2027-03-01"
            with form.unit_ids.new() as line:
                line.equipment_id = self.unit
            with form.line_ids.new() as line:
                line.product_id = self.service
                line.visits_per_year = 2
        contract = form.record
        self.assertEqual(contract.line_ids.price_unit, 1200)
        self.assertEqual(contract.amount_year, 1200)
        with self.assertRaises(AccessError):
            contract.action_enforce()
        manager = contract.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Signed Paper"):
            manager.action_enforce()
        manager.attachment_ids = self._paper("signed.pdf")
        manager.action_enforce()
        self.assertEqual(contract.state, "in_force")
        self.assertTrue(contract.is_in_force)

    def test_it_stands_in_the_customers_file(self):
        contract = self._create_contract()
        sections = {
            section["key"]: section["rows"]
            for section in self.customer.with_user(self.manager)._get_customer_file()
        }
        self.assertEqual(
            sections["contracts"][0][:3], [contract.name, "2026-01-01", "2026-12-31"]
        )
        self.assertIn("SN000001", sections["contracts"][0][4])

    def test_an_empty_contract_does_not_leave_the_house(self):
        contract = self._create_contract(unit_ids=[], line_ids=[], cover_ids=[])
        with self.assertRaisesRegex(UserError, "(?s)Units Covered.*Services or"):
            contract.action_send()

    def test_what_was_agreed_does_not_change(self):
        contract = self._enforce(self._create_contract())
        manager = contract.with_user(self.manager)
        for change in (
            lambda: manager.write({"date_end": "2030-12-31"}),
            lambda: manager.line_ids.write({"price_unit": 1}),
            lambda: manager.cover_ids.unlink(),
            lambda: manager.unit_ids.create(
                {"contract_id": contract.id, "equipment_id": self.unit_2.id}
            ),
            manager.unlink,
        ):
            with self.assertRaisesRegex(UserError, "does not change"):
                change()
        with self.assertRaisesRegex(UserError, "buttons only"):
            manager.write({"state": "draft"})
        manager.unit_ids.date_to = "2026-10-01"  # it was scrapped
        manager.renewal_days = 30

    def test_a_sent_contract_is_withdrawn_to_be_changed(self):
        contract = self._create_contract()
        contract.with_user(self.dispatcher).action_send()
        with self.assertRaisesRegex(UserError, "Withdraw"):
            contract.title = "Other"
        contract.with_user(self.dispatcher).action_withdraw()
        contract.title = "Other"
        self.assertEqual(contract.state, "draft")

    def test_a_unit_is_in_one_contract_at_a_time(self):
        self._enforce(self._create_contract())
        other = self._create_contract(date_start="2026-12-31", date_end="2027-06-30")
        with self.assertRaisesRegex(ValidationError, "SN000001.*is covered by"):
            self._enforce(other)
        later = self._create_contract(date_start="2027-01-01", date_end="2027-06-30")
        self._enforce(later)
        self.assertFalse(later.is_in_force)

    def test_a_new_version_takes_the_place_of_the_old_one(self):
        contract = self._enforce(self._create_contract())
        action = contract.with_user(self.manager).action_new_version()
        version = contract.browse(action["res_id"])
        self.assertEqual(version.name, contract.name)
        self.assertEqual(version.version, 2)
        again = contract.with_user(self.manager).action_new_version()
        self.assertEqual(again["res_id"], version.id)
        version.line_ids.price_unit = 2400
        version.unit_ids = [Command.create({"equipment_id": self.unit_2.id})]
        self._enforce(version)
        self.assertEqual(contract.state, "ended")
        self.assertEqual(str(contract.date_end), "2026-03-01")
        self.assertEqual(str(version.date_start), "2026-03-02")
        self.assertEqual(contract.plan_ids.mapped("state"), ["ended"])
        self.assertEqual(version.plan_ids.mapped("state"), ["active"] * 2)

    def test_a_renewal_follows_on_the_next_day(self):
        contract = self._enforce(self._create_contract())
        action = contract.with_user(self.manager).action_renew()
        renewal = contract.browse(action["res_id"])
        self.assertNotEqual(renewal.name, contract.name)
        self.assertEqual(str(renewal.date_start), "2027-01-01")
        self.assertEqual(str(renewal.date_end), "2027-12-31")
        self.assertTrue(contract.is_followed)
        self.assertIn(contract, contract.search([("is_followed", "=", True)]))

    def test_the_days_end_it_and_announce_the_end(self):
        contract = self._enforce(self._create_contract())
        Contract = self.env["aftersales.contract"]
        self.assertFalse(Contract._announce_batch(10))
        with freeze_time("2026-11-02 02:00:00"):
            self.assertEqual(Contract._announce_batch(10), 1)
            self.assertFalse(Contract._announce_batch(10))  # told once
        activity = contract.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn(contract.name, activity.summary)
        with freeze_time("2026-12-31 02:00:00"):
            self.assertFalse(Contract._end_batch(10))
        with freeze_time("2027-01-01 02:00:00"):
            self.assertEqual(Contract._end_batch(10), 1)
        self.assertEqual(contract.state, "ended")
        self.assertEqual(contract.plan_ids.mapped("state"), ["ended"])

    def test_a_notice_needs_its_reason(self):
        contract = self._enforce(self._create_contract()).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "End Reason"):
            contract.action_terminate()
        contract.write({"end_reason": "School moves", "notice_date": "2026-06-30"})
        contract.action_terminate()
        self.assertEqual(str(contract.date_end), "2026-06-30")
        days = self._days(contract.sudo().plan_ids)
        self.assertEqual(days, ["2026-03-31", "2026-06-30"])

    def test_every_role_opens_it_and_few_change_it(self):
        contract = self._enforce(self._create_contract())
        self.outlet.manager_id = False
        for role in ("storekeeper", "finance", "inspector", "outlet_manager"):
            user = self._create_user(role)
            if role == "outlet_manager":
                with self.assertRaises(AccessError):  # of another outlet
                    contract.with_user(user).read(["title"])
                self.outlet.manager_id = user
            self.assertEqual(Form(contract.with_user(user)).title, "Filing room")
        mine = contract.with_user(self.technician_user)
        with self.assertRaises(AccessError):
            mine.read(["title"])
        self._create_order(technician_id=self.technician.id)
        self.assertEqual(Form(mine).title, "Filing room")  # by his order
        with self.assertRaises(AccessError):
            mine.renewal_days = 3
        with self.assertRaises(AccessError):
            mine.period_ids.read(["amount"])

    def test_an_outlet_does_not_see_the_plans_of_another(self):
        contract = self._enforce(self._create_contract())
        other = self._create_user("outlet_manager")
        self._create_outlet(name="Jinan Branch").manager_id = other
        for records in (contract.plan_ids, contract.plan_ids.occurrence_ids):
            self.assertTrue(records.search([("id", "in", records.ids)]))
            mine = records.with_user(other)
            self.assertFalse(mine.search([("id", "in", records.ids)]))

    # -- what it covers ----

    @rule("R073")
    def test_work_is_free_by_the_contract_and_says_so(self):
        contract = self._enforce(self._create_contract())
        order = self._create_order()
        self.assertEqual(order.contract_id, contract)
        self.assertEqual(
            order._propose_coverage("labour"), ("covered", f"Contract {contract.name}")
        )
        self.assertEqual(order._propose_coverage("goods")[0], "customer")
        order.cause_id = self.misuse
        self.assertEqual(order._propose_coverage("labour")[0], "customer")

    def test_outside_its_days_and_units_it_covers_nothing(self):
        contract = self._create_contract()
        self.assertFalse(self._create_order().contract_id)  # a draft
        self._enforce(contract)
        for vals in (
            {"received_at": "2025-12-31 02:00:00"},
            {"received_at": "2027-01-01 02:00:00"},
            {"equipment_id": self.unit_2.id},
        ):
            order = self._create_order(**vals)
            self.assertFalse(order.contract_id, vals)
            self.assertEqual(order._propose_coverage("labour")[0], "customer")
        contract.unit_ids.date_to = "2026-02-28"
        self.assertFalse(self._create_order().contract_id)

    def test_parts_by_class_and_product(self):
        category = self.env["product.category"].create({"name": "Rollers"})
        wearing = self.env["aftersales.part.class"].create(
            {
                "name": "Wearing parts",
                "code": "wearing",
                "product_category_ids": category.ids,
            }
        )
        roller, belt, lamp = self.env["product.product"].create(
            [
                {"name": "Roller", "categ_id": category.id},
                {"name": "Belt", "categ_id": category.id},
                {"name": "Lamp"},
            ]
        )
        contract = self._create_contract(
            cover_ids=[
                Command.create({"cost": "goods"}),
                Command.create(
                    {
                        "cost": "goods",
                        "part_class_id": wearing.id,
                        "is_excluded": True,
                    }
                ),
                Command.create(
                    {"cost": "goods", "product_ids": [Command.set(belt.ids)]}
                ),
            ]
        )
        self._enforce(contract)
        order = self._create_order()
        found = [
            order._propose_coverage("goods", part)[0] for part in (roller, belt, lamp)
        ]
        self.assertEqual(found, ["customer", "covered", "covered"])

    def test_labour_is_free_while_hours_are_left(self):
        contract = self._enforce(
            self._create_contract(line_ids=[self._service_line(hours_per_year=5)])
        )
        order = self._create_order()
        line = self.env["aftersales.order.line"].create(
            {"order_id": order.id, "product_id": self.labour.id, "quantity": 5}
        )
        self.assertEqual(line.coverage, "covered")
        self.assertEqual((contract.hours_used, contract.hours_left), (5, 0))
        more = line.copy({"order_id": self._create_order().id, "quantity": 1})
        self.assertEqual(more.coverage, "customer")
        self.assertIn("used up", more.coverage_reason)
        line.quantity = 2
        self.assertEqual(contract.hours_left, 3)

    def test_what_the_warranty_pays_takes_no_hours(self):
        self.unit.warranty_end_date = "2027-12-31"
        contract = self._enforce(
            self._create_contract(line_ids=[self._service_line(hours_per_year=5)])
        )
        self.env["aftersales.order.line"].create(
            {
                "order_id": self._create_order().id,
                "product_id": self.labour.id,
                "quantity": 2,
            }
        )
        self.assertEqual(contract.hours_used, 0)

    def test_nobody_is_served_under_a_contract_of_somebody_else(self):
        contract = self._enforce(self._create_contract())
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaisesRegex(ValidationError, "another customer"):
            self._create_order(
                partner_id=stranger.id, equipment_id=False, contract_id=contract.id
            )

    def test_its_sla_policy_wins(self):
        policies = self.env["aftersales.sla.policy"]
        target = {"milestone": "accept", "amount": 8, "unit": "hour"}
        gold, own = policies.create(
            [
                {
                    "name": name,
                    "target_ids": [Command.create({**target, "amount": amount})],
                    **vals,
                }
                for name, amount, vals in (
                    ("Gold", 1, {"is_for_contracts": True, "sequence": 99}),
                    ("Own", 4, {"partner_ids": self.customer.ids}),
                )
            ]
        )
        self.assertEqual(self._create_order().sla_ids.policy_id, own)
        contract = self._enforce(self._create_contract(sla_policy_id=gold.id))
        order = self._create_order()
        self.assertEqual(order.sla_ids.policy_id, gold)
        self.assertIn(contract.name, order.sla_reason)
        order.with_user(self.dispatcher).contract_id = False
        live = order.sla_ids.filtered(lambda row: row.state != "cancelled")
        self.assertEqual(live.policy_id, own)

    # -- signature ----

    def test_the_customer_s_signature_puts_it_in_force(self):
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "cannot be signed now"):
            contract._sign_by_customer("Director Li", PNG)
        contract.action_send()
        for name, signature in (("", PNG), ("Li", ""), ("Li", "no picture")):
            with self.assertRaisesRegex(UserError, "missing"):
                contract._sign_by_customer(name, signature)
        contract._sign_by_customer("Director Li", PNG)
        self.assertEqual(contract.state, "in_force")
        self.assertEqual(contract.signed_by, "Director Li")
        self.assertTrue(contract.signed_at)
        self.assertTrue(contract.plan_ids)
        with self.assertRaisesRegex(UserError, "cannot be signed now"):
            contract._sign_by_customer("Somebody Else", PNG)

    # -- renewal in CRM ----

    def test_a_contract_that_ends_makes_one_opportunity(self):
        contract = self._enforce(self._create_contract())
        made = self.env["aftersales.opportunity.rule"].create(
            {
                "name": "Renew",
                "event": "contract_ends",
                "days_before": 90,
                "start_on": "2026-01-01",
            }
        )
        self.assertFalse(made._make_batch(10))
        with freeze_time("2026-10-15 02:00:00"):
            self.assertEqual(made._make_batch(10), 1)
            self.assertFalse(made._make_batch(10))
        lead = contract.aftersales_opportunity_ids.lead_id
        self.assertIn(contract.name, lead.name)
        self.assertEqual(lead.expected_revenue, 1200)
