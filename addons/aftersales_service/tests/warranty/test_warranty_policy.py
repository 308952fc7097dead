from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import WarrantyCase


@tagged("post_install", "-at_install")
class TestWarrantyPolicy(WarrantyCase):
    """Draft, in force, retired; and what a unit is sold with."""

    # -- versions ---------------------------------------------------------------------

    def test_what_is_in_force_does_not_change(self):
        policy = self._create_policy(
            entitlement_ids=[(0, 0, {"metric": "failed_repairs", "threshold": 2})]
        ).with_user(self.manager)
        clock = policy.term_ids.clock_ids
        for record, vals in (
            (policy, {"fee_status": "forbidden"}),
            (policy, {"buyer": "person"}),
            (policy.term_ids, {"gives_refund": True}),
            (clock, {"months": 24}),
            (policy.entitlement_ids, {"threshold": 3}),
        ):
            with (
                self.subTest(vals),
                self.assertRaisesRegex(UserError, "does not change"),
            ):
                record.write(vals)
        for record in (clock, policy.term_ids, policy.entitlement_ids, policy):
            with self.subTest(record), self.assertRaisesRegex(UserError, "in force"):
                record.unlink()
        with self.assertRaisesRegex(UserError, "in force"):
            policy.term_ids = [Command.create({"name": "Another"})]
        policy.write({"name": "Renamed", "product_ids": self.goods.product_tmpl_id.ids})
        policy.entitlement_ids.alert_at = 1

    def test_a_new_version_follows_the_day_before(self):
        policy = self._create_policy(valid_from="2024-01-01").with_user(self.manager)
        action = policy.action_new_version()
        new = self.Policy.browse(action["res_id"])
        self.assertRecordValues(
            new,
            [{"version": 2, "previous_id": policy.id, "state": "draft", "code": False}],
        )
        self.assertEqual(policy.action_new_version()["res_id"], new.id, "one at a time")
        new.term_ids.clock_ids.months = 24
        new.valid_from = "2025-07-01"
        new.with_user(self.manager).action_put_in_force()
        self.assertEqual(policy.valid_to, date(2025, 6, 30))
        old, young = self._sell("2025-06-30"), self._sell("2025-07-01")
        self.assertEqual((old.policy_id, young.policy_id), (policy, new))
        self.assertEqual(old.warranty_end_date, date(2026, 6, 30))
        self.assertEqual(young.warranty_end_date, date(2027, 7, 1))

    def test_a_new_version_has_everything_of_the_one_before(self):
        law = self._bind("mobile_phone")
        new = self.Policy.browse(law.action_new_version()["res_id"])
        self.assertEqual(new._to_plain().exclusions, law._to_plain().exclusions)
        for policy_lines in ("term_ids", "entitlement_ids"):
            self.assertEqual(len(new[policy_lines]), len(law[policy_lines]))
        self.assertEqual(
            [len(term.clock_ids) for term in new.term_ids],
            [len(term.clock_ids) for term in law.term_ids],
        )

    def test_a_retired_policy_is_sold_no_more(self):
        policy = self._create_policy()
        with freeze_time("2025-06-30 02:00:00"):
            before = self._sell("2025-06-30")
            policy.with_user(self.manager).action_retire()
            self.assertEqual(policy.valid_to, date(2025, 6, 30))
        after = self._sell("2025-07-01")
        self.assertEqual((before.policy_id, after.policy_id), (policy, self.Policy))

    def test_nothing_without_terms_is_put_in_force(self):
        policy = self.Policy.create({"name": "Empty"})
        with self.assertRaisesRegex(UserError, "Empty.*Terms"):
            policy.action_put_in_force()

    def test_what_a_policy_may_not_say(self):
        state = self.env.ref("base.state_cn_ZJ")
        for vals in (
            {"kind": "overlay"},
            {"fee_status": "rate"},
            {"term_ids": [(0, 0, {"name": "Part", "scope": "part"})]},
            {
                "entitlement_ids": [
                    (
                        0,
                        0,
                        {
                            "metric": "failed_repairs",
                            "threshold": 2,
                            "gives_exchange": False,
                            "gives_refund": False,
                        },
                    )
                ]
            },
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.Policy.create({"name": "Wrong", **vals})
        for vals in (
            {"fee_rate": 1.5},
            {"valid_from": "2025-01-02", "valid_to": "2025-01-01"},
            {"entitlement_ids": [(0, 0, {"metric": "exchanges", "threshold": 0})]},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.Policy.create({"name": "Wrong", **vals})
        over = self.Policy.create(
            {"name": "Right", "kind": "overlay", "jurisdiction_ids": state.ids}
        )
        self.assertEqual(over.jurisdiction, state.name)

    def test_a_manager_writes_a_policy_in_the_form(self):
        Policy = self.Policy.with_user(self.manager)
        with Form(Policy) as form:
            form.name = "Two years"
            form.fee_status = "rate"
            form.fee_rate = 0.001
            with form.term_ids.new() as term:
                term.name = "Whole Unit"
        policy = form.record
        policy.term_ids.clock_ids = [
            Command.create({"event": "invoice_date", "months": 24})
        ]
        self.assertEqual(policy.term_ids.duration, "24 months from Invoice Date")
        policy.action_put_in_force()
        self.assertEqual(policy.state, "in_force")

    # -- what a unit is sold with -----------------------------------------------------

    def test_policies_are_frozen_at_delivery(self):
        policy = self._create_policy()
        unit = self._sell()
        self.assertEqual(unit.policy_id, policy)
        self.assertEqual(unit.policies_frozen_on, date(2024, 1, 10))
        later = self._create_policy(months=60, valid_from="2024-01-01")
        policy.product_category_ids = False
        self.assertEqual(unit.policy_id, policy)
        self.assertEqual(unit.warranty_end_date, date(2025, 1, 10))
        self.assertEqual(self._sell().policy_id, later)

    def test_a_unit_gets_its_policies_with_its_first_moment(self):
        policy = self._create_policy()
        unit = self._sell(invoice_date=False, delivery_date=False)
        self.assertFalse(unit.policy_id)
        unit.delivery_date = "2024-02-01"
        self.assertEqual(unit.policy_id, policy)
        self.assertEqual(unit.warranty_end_date, date(2025, 2, 1))

    def test_a_promise_for_the_product_stands_in_for_that_of_its_category(self):
        whole = self.env["product.category"].create({"name": "All"})
        self.category.parent_id = whole
        general = self._create_policy(product_category_ids=False, is_for_all_goods=True)
        wide = self._create_policy(product_category_ids=[(6, 0, whole.ids)])
        self.assertEqual(self._sell().policy_id, wide)
        near = self._create_policy()
        self.assertEqual(self._sell().policy_id, near)
        own = self._create_policy(
            product_category_ids=False,
            product_ids=[(6, 0, self.goods.product_tmpl_id.ids)],
        )
        self.assertEqual(self._sell().policy_id, own)
        self.assertEqual(self._sell(product_id=self.product.id).policy_id, general)

    def test_a_promise_to_one_customer_comes_on_top(self):
        policy = self._create_policy()
        personal = self._create_policy(
            months=36,
            product_category_ids=False,
            partner_ids=[(6, 0, self.buyer_company.ids)],
        )
        contact = self.env["res.partner"].create(
            {"name": "Foreman", "parent_id": self.buyer_company.id}
        )
        unit = self._sell(partner_id=contact.id)
        self.assertLessEqual(policy + personal, unit.policy_ids)
        self.assertEqual(unit.policy_id, personal)
        self.assertEqual(unit.warranty_end_date, date(2027, 1, 10))
        self.assertNotIn(personal, self._sell().policy_ids)

    def test_buyers(self):
        people = self._create_policy(buyer="person")
        companies = self._create_policy(buyer="company")
        contact = self.env["res.partner"].create(
            {"name": "Foreman", "parent_id": self.buyer_company.id}
        )
        self.assertEqual(self._sell().policy_id, people)
        self.assertEqual(self._sell(partner_id=contact.id).policy_id, companies)

    def _sell_on_order(self, lines, **unit_vals):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.consumer.id,
                "order_line": [(0, 0, line) for line in lines],
            }
        )
        order.action_confirm()
        return self._sell(sale_line_id=order.order_line[0].id, **unit_vals)

    def test_a_contract_on_the_sale_line_overrides_the_promise(self):
        """R110: by contract up to three years; the law stays."""
        law, promise = self._bind("colour_tv"), self._create_policy()
        contract = self._create_policy(months=36, kind="contract")
        line = {"product_id": self.goods.id, "warranty_policy_id": contract.id}
        unit = self._sell_on_order([line])
        self.assertEqual(unit.policy_id, contract)
        self.assertIn(law, unit.policy_ids)
        self.assertNotIn(promise, unit.policy_ids)
        self.assertEqual(unit.warranty_end_date, date(2027, 1, 10))

    def test_an_extended_warranty_is_bought_as_a_product(self):
        self._create_policy()
        clock = {"event": "extension_date", "months": 24}
        extension = self._create_policy(
            kind="contract",
            terms=[{"name": "Extension", "clock_ids": [(0, 0, clock)]}],
        )
        service = self.env["product.product"].create(
            {
                "name": "Two more years",
                "type": "service",
                "sold_policy_id": extension.id,
            }
        )
        goods, sold = {"product_id": self.goods.id}, {"product_id": service.id}
        together = self._sell_on_order([goods, sold])
        self.assertIn(extension, together.policy_ids)
        self.assertEqual(together.warranty_end_date, date(2026, 1, 10))
        later = self._sell()
        with freeze_time("2024-06-01 02:00:00"):
            self._sell_on_order([{**sold, "covered_equipment_id": later.id}])
        self.assertIn(extension, later.policy_ids)
        self.assertEqual(later.warranty_end_date, date(2026, 6, 1))

    def test_an_end_that_somebody_typed_holds_beside_the_policies(self):
        self._create_policy()
        unit = self._sell()
        unit.warranty_end_date = "2026-05-05"
        self.assertEqual(unit.typed_end_date, date(2026, 5, 5))
        self.assertEqual(unit.warranty_end_date, date(2026, 5, 5))
        unit.warranty_end_date = "2024-05-05"
        self.assertEqual(unit.warranty_end_date, date(2025, 1, 10), "the promise stays")

    def test_a_province_is_for_units_that_stand_there(self):
        state = self.env.ref("base.state_cn_SD")
        own = self._create_policy(
            months=24, kind="law", jurisdiction_ids=[(6, 0, state.ids)]
        )
        site = self.consumer.copy({"state_id": state.id})
        unit = self._sell()
        self.assertFalse(unit.warranty_end_date)
        unit.site_partner_id = site
        self.assertEqual(unit.warranty_end_date, date(2026, 1, 10))
        self.assertNotIn(own, unit.policy_ids, "it goes with the place")

    def test_a_local_policy_for_one_customer_is_for_him_alone(self):
        state = self.env.ref("base.state_cn_SD")
        self._create_policy(
            kind="law",
            jurisdiction_ids=[(6, 0, state.ids)],
            partner_ids=[(6, 0, self.consumer.ids)],
            product_category_ids=False,
        )
        self.consumer.state_id = state
        neighbour = self.consumer.copy()
        units = self._sell() + self._sell(partner_id=neighbour.id)
        found = units._get_layers()
        self.assertEqual(
            [
                any(layer.terms[0].code == "unit" for layer in found[unit.id])
                for unit in units
            ],
            [True, False],
        )

    # -- who may ----------------------------------------------------------------------

    def test_only_a_service_manager_writes_policies(self):
        policy = self._create_policy()
        draft = self.Policy.create({"name": "Draft"})
        for role in (
            "technician",
            "outlet_manager",
            "dispatcher",
            "storekeeper",
            "finance",
            "inspector",
        ):
            user = self.env["res.users"].search([("login", "=", f"test_{role}")])
            user = user or self._create_user(role)
            with self.subTest(role):
                self.assertEqual(policy.with_user(user).name, "Our promise")
                with self.assertRaises(AccessError):
                    draft.with_user(user).name = "Mine"
                for step in ("put_in_force", "retire", "new_version"):
                    with self.assertRaises(AccessError):
                        getattr(policy.with_user(user), f"action_{step}")()

    def test_a_company_has_promises_of_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        mine = self._create_policy()
        theirs = self._create_policy(company_id=other.id)
        self.assertEqual(self._sell().policy_id, mine)
        self.assertFalse(
            self.Policy.with_user(self.manager).search([("id", "=", theirs.id)])
        )
        unit = self._sell(company_id=other.id)
        self.assertIn(theirs, unit.policy_ids)

    def test_a_product_is_duplicated_by_who_has_no_role_here(self):
        """The host reads all links of what it duplicates, so anybody may read them."""
        user = new_test_user(
            self.env,
            "sales_head",
            groups="base.group_user,product.group_product_manager",
        )
        # Not the variant: what ``create`` returns keeps its copies from having any.
        template = self.product.product_tmpl_id
        policy = self._create_policy(product_ids=[Command.set(template.ids)])
        self.env.invalidate_all()
        copied = template.with_user(user).copy()
        self.assertEqual(copied.sudo().aftersales_policy_ids, policy)
