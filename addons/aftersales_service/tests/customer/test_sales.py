from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..sla.common import SlaCase

NOW = "2026-03-02 04:00:00"


class SalesCase(SlaCase):
    """Two salespeople without a role in service; the customer is the first one's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.rep = cls._create_salesperson("test_rep")
        cls.other_rep = cls._create_salesperson("test_other_rep")
        cls.boss = cls._create_salesperson("test_boss", "group_sale_manager")
        cls.school = cls.env["res.partner"].create(
            {"name": "Number One School", "is_company": True, "user_id": cls.rep.id}
        )
        cls.customer.parent_id = cls.school
        cls.lead = (
            cls.env["crm.lead"]
            .with_user(cls.rep)
            .create(
                {
                    "name": "New desks",
                    "type": "opportunity",
                    "partner_id": cls.customer.id,
                    "user_id": cls.rep.id,
                }
            )
        )
        cls.unit.warranty_end_date = "2026-04-01"
        cls.env["aftersales.opportunity.rule"].search([]).active = False

    @classmethod
    def _create_salesperson(cls, login, group="group_sale_salesman"):
        return new_test_user(cls.env, login, groups=f"sales_team.{group}")

    @classmethod
    def _create_rule(cls, **vals):
        return cls.env["aftersales.opportunity.rule"].create(
            {"name": "By rule", "start_on": "2026-01-01", **vals}
        )


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSalesView(SalesCase):
    def test_a_salesperson_sees_counts_and_dates_of_his_customers(self):
        order = self._create_order(received_at="2026-02-01 01:00:00")
        self._walk_to_signed(order)
        self._create_order(received_at="2026-03-01 01:00:00")
        for record in (self.school, self.customer, self.lead):
            mine = record.with_user(self.rep)
            self.assertEqual(mine.aftersales_open_order_count, 2)
            self.assertEqual(mine.aftersales_last_opinion, "satisfied")
            self.assertEqual(mine.aftersales_ending_count, 1)
            self.assertEqual(
                mine.aftersales_next_end_date, fields.Date.to_date("2026-04-01")
            )
        with self.assertRaises(AccessError):
            order.with_user(self.rep).read(["name"])
        with self.assertRaises(AccessError):
            self.unit.with_user(self.rep).read(["serial"])

    def test_nothing_is_told_of_another_ones_customers(self):
        self._create_order()
        theirs = self.school.with_user(self.other_rep)
        self.assertEqual(theirs.aftersales_open_order_count, 0)
        self.assertFalse(theirs.aftersales_next_end_date)
        found = theirs.search([("aftersales_has_open_orders", "=", True)])
        self.assertNotIn(self.school, found)
        found = theirs.search([("aftersales_ends_soon", "=", True)])
        self.assertNotIn(self.school, found)
        self.assertFalse(theirs.aftersales_may_call)
        self.assertEqual(self.school.with_user(self.boss).aftersales_ending_count, 1)
        # Who works on an opportunity with somebody is his salesperson.
        self.env["crm.lead"].with_user(self.other_rep).create(
            {"name": "Chairs", "partner_id": self.school.id}
        )
        theirs.invalidate_recordset()
        self.assertEqual(theirs.aftersales_open_order_count, 1)

    def test_who_does_not_sell_has_no_such_fields(self):
        with self.assertRaises(AccessError):
            self.school.with_user(self.technician_user).read(
                ["aftersales_open_order_count"]
            )

    def test_filters_find_the_whole_company(self):
        Partner = self.env["res.partner"].with_user(self.rep)
        Lead = self.env["crm.lead"].with_user(self.rep)
        own = [("id", "in", (self.school | self.customer).ids)]
        open_orders = [("aftersales_has_open_orders", "=", True)]
        self.assertFalse(Partner.search([*own, *open_orders]))
        self._create_order()
        self.assertEqual(
            Partner.search([*own, *open_orders]), self.school | self.customer
        )
        self.assertIn(self.lead, Lead.search(open_orders))
        soon = [("aftersales_ends_soon", "=", True)]
        self.assertIn(self.lead, Lead.search(soon))
        self.company.aftersales_ending_days = 10
        self.assertNotIn(self.lead, Lead.search(soon))
        self.assertIn(self.lead, Lead.search([("aftersales_ends_soon", "=", False)]))

    def test_a_customer_we_keep_waiting_is_not_called(self):
        Lead = self.env["crm.lead"].with_user(self.rep)
        may_call = [("aftersales_may_call", "=", True)]
        self._create_policy(("accept", 1, "hour"))
        prospect = Lead.create({"name": "Somebody new", "user_id": self.rep.id})
        order = self._create_order(received_at="2026-03-02 03:30:00")
        self.assertIn(self.lead, Lead.search(may_call))
        with freeze_time("2026-03-02 06:00:00"):
            self.env.invalidate_all()
            self.assertNotIn(self.lead, Lead.search(may_call))
            self.assertIn(prospect, Lead.search(may_call))
            self.assertFalse(self.school.with_user(self.rep).aftersales_may_call)
            order.action_accept()
            self.env.invalidate_all()
            self.assertIn(self.lead, Lead.search(may_call))

    def test_many_customers_cost_as_many_queries_as_few(self):
        partners = self.env["res.partner"].create(
            [
                {"name": f"Customer {n}", "user_id": self.rep.id, "is_company": True}
                for n in range(20)
            ]
        )
        for partner in partners:
            self._create_order(partner_id=partner.id, equipment_id=False)
        leads = (
            self.env["crm.lead"]
            .create(
                [
                    {"name": "Lead", "partner_id": p.id, "user_id": self.rep.id}
                    for p in partners
                ]
            )
            .with_user(self.rep)
        )
        names = ["aftersales_open_order_count", "aftersales_may_call"]
        self._count_queries(lambda: leads.read(names))
        self.assertEqual(
            self._count_queries(lambda: leads[:2].read(names)),
            self._count_queries(lambda: leads.read(names)),
        )

    def test_pipeline_and_customer_open_for_a_salesperson(self):
        for model, view in (("crm.lead", "kanban"), ("crm.lead", "form")):
            views = self.env[model].with_user(self.rep).get_views([(False, view)])
            self.assertIn("aftersales_open_order_count", views["views"][view]["arch"])
        form = self.env["res.partner"].with_user(self.rep).get_views([(False, "form")])
        self.assertIn("aftersales_may_call", form["views"]["form"]["arch"])
        self.assertNotIn("aftersales_equipment_count", form["views"]["form"]["arch"])


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestOpportunityRules(SalesCase):
    def _leads(self, **match):
        return self.env["crm.lead"].search(
            [(name, "=", value) for name, value in match.items()]
        )

    def test_a_warranty_that_ends_soon_makes_one_opportunity(self):
        team = self.env["crm.team"].create({"name": "Renewals"})
        campaign = self.env.ref("aftersales_service.utm_campaign_warranty_ends")
        source = self.env.ref("aftersales_service.utm_source_service")
        tag = self.env["crm.tag"].create({"name": "Extension"})
        rule = self._create_rule(
            team_id=team.id,
            campaign_id=campaign.id,
            source_id=source.id,
            tag_ids=[Command.set(tag.ids)],
            days_before=30,
        )
        far = self._create_unit(serial="SN-FAR", warranty_end_date="2026-04-02")
        self.assertEqual(rule._make_batch(10), 1)
        self.assertEqual(rule._make_batch(10), 0)
        lead = self._leads(aftersales_source_equipment_id=self.unit.id)
        self.assertEqual((lead.team_id, lead.campaign_id), (team, campaign))
        self.assertEqual((lead.source_id, lead.tag_ids), (source, tag))
        # The salesperson of the customer's company.
        self.assertEqual(lead.user_id, self.rep)
        self.assertEqual(lead.date_deadline, self.unit.warranty_end_date)
        self.assertFalse(self._leads(aftersales_source_equipment_id=far.id))
        self.assertEqual(self.unit.opportunity_count, 1)
        self.assertEqual(lead.action_view_aftersales_source()["res_id"], self.unit.id)

    def test_a_deleted_or_merged_opportunity_is_not_made_again(self):
        rule = self._create_rule()
        rule._make_batch(10)
        made = self.env["aftersales.opportunity"].search([("rule_id", "=", rule.id)])
        lead = made.lead_id
        (self.lead.sudo() | lead)._merge_opportunity(auto_unlink=True)
        self.assertEqual(made.lead_id, (self.lead.sudo() | lead).exists())
        made.lead_id.unlink()
        self.assertEqual(rule._make_batch(10), 0)
        again = self._create_rule(name="Another rule of the same event")
        self.assertEqual(again._make_batch(10), 0)

    def test_the_database_refuses_a_second_one(self):
        rule = self._create_rule()
        rule._make_batch(10)
        made = self.env["aftersales.opportunity"].search([("rule_id", "=", rule.id)])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            made.copy()

    def test_won_and_lost_are_fed_back(self):
        rule = self._create_rule()
        rule._make_batch(10)
        lead = self._leads(aftersales_source_equipment_id=self.unit.id)
        made = self.unit.aftersales_opportunity_ids
        self.assertEqual(made.won_status, "pending")
        lead.action_set_won()
        self.assertEqual(made.won_status, "won")
        rule.invalidate_recordset()
        self.assertEqual((rule.won_count, rule.lost_count), (1, 0))

    def test_a_refused_price_makes_an_opportunity(self):
        rule = self._create_rule(event="repair_refused")
        order = self._refused_order()
        self.assertEqual(rule._make_batch(10), 0)
        order.sale_order_id.sudo()._action_cancel()
        self.assertEqual(rule._make_batch(10), 1)
        lead = self._leads(aftersales_source_order_id=order.id)
        self.assertEqual(order.opportunity_count, 1)
        self.assertEqual(lead.aftersales_source_equipment_id, self.unit)
        self.assertEqual(lead.action_view_aftersales_source()["res_id"], order.id)
        self.assertEqual(rule._make_batch(10), 0)

    def test_an_order_dropped_after_its_quotation_makes_one(self):
        rule = self._create_rule(event="repair_refused")
        order = self._refused_order()
        order.cancel_reason = "Too dear"
        order.action_cancel()
        self.assertEqual(rule._make_batch(10), 1)

    def test_what_was_agreed_to_or_is_older_makes_none(self):
        rule = self._create_rule(event="repair_refused", start_on="2026-03-01")
        old = self._refused_order(received_at="2026-02-01 01:00:00")
        old.sale_order_id.sudo()._action_cancel()
        agreed = self._refused_order()
        agreed.sale_order_id.action_confirm()
        self.assertEqual(rule._make_batch(10), 0)

    def _refused_order(self, **vals):
        order = self._create_order(
            received_at=vals.pop("received_at", "2026-03-02 01:00:00"), **vals
        )
        order.action_accept()
        self.env["aftersales.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.labour.id,
                "price_unit": 900,
                "coverage": "customer",
            }
        )
        order.with_user(self.dispatcher).action_create_quotation()
        return order

    def test_who_waits_for_us_is_not_bothered(self):
        self._create_policy(("accept", 1, "hour"))
        self._create_order(received_at=fields.Datetime.now() - timedelta(hours=5))
        rule = self._create_rule()
        self.assertEqual(rule._make_batch(10), 0)

    def test_batches_make_each_exactly_once(self):
        for n in range(4):
            self._create_unit(serial=f"SN-{n}", warranty_end_date="2026-03-20")
        rule = self._create_rule()
        self.assertEqual([rule._make_batch(2) for _n in range(4)], [2, 2, 1, 0])

    def test_who_sets_up_rules(self):
        for user in (self.rep, self.dispatcher):
            with self.assertRaises(AccessError):
                self.env["aftersales.opportunity.rule"].with_user(user).create(
                    {"name": "Mine"}
                )
        rule = self._create_rule().with_user(self.boss)
        rule.days_before = 45
        rule.action_make()
        self.assertEqual(rule.opportunity_count, 1)
