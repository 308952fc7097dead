from io import BytesIO

from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..rules import rule
from .common import ReturnVisitCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-06 02:00:00")
class TestReturnVisitCampaign(ReturnVisitCase):
    """A sample by chance, so many of each outlet, and what it showed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls._serve(30)
        cls.theirs = cls._serve(10, cls.other_outlet, "Jinan")

    def _draw(self, **vals):
        campaign = self._create_campaign(**vals)
        campaign.action_draw()
        return campaign

    @rule("R273", "R274")
    def test_outlets_get_quotas_by_their_customers(self):
        campaign = self._draw()
        self.assertEqual(campaign.state, "running")
        self.assertEqual(campaign.population_count, 40)
        self.assertEqual(
            {quota.outlet_id: quota.quota for quota in campaign.quota_ids},
            {self.outlet: 7, self.other_outlet: 3},
        )
        by_outlet = campaign.visit_ids.grouped("outlet_id")
        self.assertEqual(len(by_outlet[self.outlet]), 7)
        self.assertEqual(len(by_outlet[self.other_outlet]), 3)
        self.assertEqual(len(campaign.visit_ids.customer_id), 10)
        self.assertTrue(all(campaign.visit_ids.mapped("order_id")))
        self.assertEqual(campaign.drawn_by_id, self.dispatcher)

    def test_the_same_seed_draws_the_same_customers(self):
        drawn = self._draw().visit_ids.customer_id
        self.assertEqual(self._draw().visit_ids.customer_id, drawn)
        others = [self._draw(seed=seed).visit_ids.customer_id for seed in (8, 9)]
        self.assertTrue(any(other != drawn for other in others))
        self.assertLess(drawn, self._draw(size=20).visit_ids.customer_id)

    def test_a_share_is_rounded_up(self):
        campaign = self._draw(size_by="percent", percent=5, at_least=0)
        self.assertEqual(campaign.visit_count, 2)
        self.assertEqual(self._draw(size_by="percent", percent=6).visit_count, 3)

    def test_a_customer_is_drawn_once_however_many_called(self):
        company = self.env["res.partner"].create({"name": "Big Co", "is_company": True})
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "parent_id": company.id} for n in range(3)]
        )
        for person in people:
            self._create_order(partner_id=person.id, outlet_id=self.outlet.id)
        campaign = self._draw(size=100)
        self.assertEqual(
            len(campaign.visit_ids.filtered(lambda v: v.customer_id == company)), 1
        )

    def test_who_is_never_called_is_not_drawn(self):
        self.ours[0].aftersales_no_call = True
        self.ours[1].active = False
        self.env["phone.blacklist"].add(self.ours[2].phone_sanitized)
        everybody = self._draw(size=100).visit_ids.customer_id
        self.assertEqual(len(everybody), 37)
        self.assertFalse(everybody & self.ours[:3])

    def test_who_was_just_visited_is_left_alone(self):
        visit = self._create_visit(partner_id=self.ours[0].id)
        self._finish(visit)
        self.assertNotIn(self.ours[0], self._draw(size=100).visit_ids.customer_id)
        everybody = self._draw(size=100, rest_days=0).visit_ids.customer_id
        self.assertIn(self.ours[0], everybody)

    def test_orders_closed_in_the_period_by_type_and_outlet(self):
        order = self.env["aftersales.order"].search(
            [("partner_id", "=", self.ours[5].id)]
        )
        order.sudo().closed_at = "2026-03-20 00:00:00"
        campaign = self._draw(population="orders", size=5)
        self.assertEqual(campaign.visit_ids.order_id, order)
        with self.assertRaises(UserError):
            self._draw(population="orders", order_type_ids=self.type_remote.ids)
        with self.assertRaises(UserError):
            self._draw(population="orders", outlet_ids=self.other_outlet.ids)

    def test_calls_are_spread_over_clerks_and_working_days(self):
        clerk = self._create_user("dispatcher", "second_clerk")
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        campaign = self._draw(
            size=30,
            clerk_ids=(self.dispatcher | clerk).ids,
            calls_per_day=6,
            visit_from="2026-04-10",  # a Friday
        )
        per_day = {}
        for visit in campaign.visit_ids:
            key = (visit.user_id, str(visit.planned_date))
            per_day[key] = per_day.get(key, 0) + 1
        self.assertEqual(max(per_day.values()), 6)
        days = sorted({day for _user, day in per_day})
        self.assertEqual(days, ["2026-04-10", "2026-04-13", "2026-04-14"])

    def test_what_was_drawn_stays(self):
        campaign = self._draw()
        for vals in ({"seed": 9}, {"percent": 50}, {"date_to": "2026-04-01"}):
            with self.assertRaises(UserError):
                campaign.with_user(self.manager).write(vals)
        with self.assertRaises(UserError):
            campaign.drawn_at = "2026-01-01 00:00:00"
        with self.assertRaises(UserError):
            campaign.unlink()
        with self.assertRaises(UserError):
            campaign.action_draw()
        with self.assertRaises(ValidationError):
            self._create_campaign(date_to="2026-01-01")

    @rule("R273", "R275")
    def test_the_leader_analyses_what_the_round_showed(self):
        campaign = self._draw(size=3, at_least=0)
        with self.assertRaises(AccessError):
            campaign.action_finish()
        with self.assertRaises(UserError) as caught:
            campaign.with_user(self.manager).action_finish()
        self.assertEqual(len(str(caught.exception).splitlines()), 2)
        first, second, third = campaign.visit_ids
        self._finish(first)
        self._finish(second, mark="dissatisfied", problem="Late.")
        third.action_refuse()
        self.assertEqual(campaign.done_count, 2)
        self.assertEqual(campaign.open_count, 0)
        self.assertEqual(campaign.satisfaction_rate, 50.0)
        self.assertIn("9.5", campaign.satisfaction_note, "and how sure it is")
        campaign.with_user(self.manager).analysis = "Dates are not kept."
        form = Form(
            self.env["aftersales.corrective.task"]
            .with_user(self.manager)
            .with_context(**campaign.action_open_task()["context"])
        )
        form.problem = "Dates are not kept."
        form.deadline = "2026-05-01"
        form.save()
        self.assertEqual(campaign.task_count, 2)
        campaign.with_user(self.manager).action_finish()
        self.assertEqual(campaign.state, "done")

    def test_a_cancelled_campaign_drops_what_was_not_asked(self):
        campaign = self._draw(size=3, at_least=0)
        self._finish(campaign.visit_ids[0])
        campaign.with_user(self.manager).action_cancel()
        self.assertEqual(
            sorted(campaign.visit_ids.mapped("state")),
            ["cancelled", "cancelled", "done"],
        )

    # -- routine -----------------------------------------------------------------------

    @rule("R283", "R284")
    def test_a_routine_round_is_drawn_when_its_period_is_over(self):
        self._serve(4, received_at="2026-04-02 02:00:00")
        for every, today, first, last in (
            ("week", "2026-04-06", "2026-03-30", "2026-04-05"),
            ("month", "2026-05-01", "2026-04-01", "2026-04-30"),
        ):
            campaign = self._draw(size=2, at_least=0, rest_days=0)
            campaign.with_user(self.manager).repeat_every = every
            with freeze_time(f"{today} 02:00:00"):
                self.assertEqual(self.Campaign._find_to_repeat(), campaign)
                following = campaign._repeat()
                self.assertFalse(self.Campaign._find_to_repeat())
            self.assertEqual(
                (str(following.date_from), str(following.date_to)), (first, last)
            )
            self.assertEqual(following.state, "running")
            self.assertEqual(len(following.visit_ids), 2)
            self.assertNotEqual(following.seed, campaign.seed)
            following.repeat_every = False

    def test_a_routine_round_without_customers_stays_a_draft(self):
        campaign = self._draw(size=2, at_least=0)
        campaign.with_user(self.manager).repeat_every = "month"
        with freeze_time("2026-05-01 02:00:00"):
            following = campaign._repeat()
        self.assertEqual(following.state, "draft")
        self.assertTrue(following.message_ids)

    # -- the year ----------------------------------------------------------------------

    @rule("R274")
    def test_the_counter_of_the_year_is_live(self):
        count = self.Visit._get_year_coverage
        before = count(self.company, self._day("2026-04-06"))
        self.assertGreaterEqual(before["customers"], 40)
        self.assertEqual(
            before["required"], -(-before["customers"] * 5 // 100), "5 %, rounded up"
        )
        self._finish(self._create_visit(partner_id=self.ours[0].id))
        self._finish(self._create_visit(partner_id=self.ours[0].id))
        after = count(self.company, self._day("2026-04-06"))
        self.assertEqual(after["visited"], before["visited"] + 1, "a customer, once")
        self.assertEqual(after["missing"], before["missing"] - 1)
        campaign = self._create_campaign()
        self.assertEqual(campaign.year_visited_count, after["visited"])
        self.company.aftersales_return_visit_share = 10
        campaign.invalidate_recordset()
        self.assertEqual(
            campaign.year_required_count, -(-after["customers"] * 10 // 100)
        )

    def _day(self, text):
        return self.env["aftersales.return.visit"]._fields["planned_date"].to_date(text)

    def test_who_bought_is_a_customer_of_the_year_too(self):
        buyer = self.env["res.partner"].create({"name": "Buyer"})
        count = self.Visit._get_year_coverage
        before = count(self.company, self._day("2026-04-06"))["customers"]
        order = self.env["sale.order"].create(
            {
                "partner_id": buyer.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        self.assertEqual(
            count(self.company, self._day("2026-04-06"))["customers"], before
        )
        order.action_confirm()
        self.assertEqual(
            count(self.company, self._day("2026-04-06"))["customers"], before + 1
        )

    @rule("R274")
    def test_the_key_figure_counts_customers(self):
        kpi = self.env.ref("aftersales_service.kpi_return_visit")
        self.assertTrue(kpi.is_measured)
        self._finish(self._create_visit(partner_id=self.theirs[0].id))
        source = self.env["aftersales.kpi.source"].with_company(self.company)
        days = self._day("2026-01-01"), self._day("2026-12-31")
        by_outlet = source._measure_return_visit(*days, "outlet")
        self.assertAlmostEqual(by_outlet[self.other_outlet.id].value, 10.0)
        self.assertEqual(by_outlet[self.outlet.id].value, 0.0)
        whole = source._measure_return_visit(*days, None)[False]
        self.assertGreater(whole.value, 0)
        nothing = self._day("2020-01-01"), self._day("2020-01-31")
        self.assertIsNone(source._measure_return_visit(*nothing, None)[False].value)

    # -- what is handed out ------------------------------------------------------------

    @rule("R069")
    def test_statistics_of_every_week(self):
        campaign = self._draw(size=4, at_least=0)
        for visit, day in zip(
            campaign.visit_ids,
            ("2026-04-06", "2026-04-08", "2026-04-15", "2026-04-16"),
            strict=True,
        ):
            with freeze_time(f"{day} 02:00:00"):
                self._finish(visit)
        weeks = campaign._get_statistics()["weeks"]
        self.assertEqual([figures["done"] for _label, figures in weeks], [2, 2])
        questions = dict(campaign._get_statistics()["questions"])
        self.assertTrue(all(rows[0][1] == 4 for rows in questions.values()))

    @rule("R069", "R275")
    def test_the_paper_and_the_sheet_hold_the_figures(self):
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        campaign = self._draw(size=3, at_least=0)
        self._finish(campaign.visit_ids[0], comment="=1+1")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.manager)
            .with_context(lang="en_US")
            ._render_qweb_html(
                "aftersales_service.report_return_visit_campaign", campaign.ids
            )
        )
        for words in ("Spring Round", "Qingdao Branch", "33.3", "100.0"):
            self.assertIn(words, html.decode())
        export = (
            self.env["aftersales.return.visit.export"]
            .with_user(self.manager)
            .create({"campaign_id": campaign.id})
        )
        file = BytesIO()
        self.assertEqual(export._write_workbook(file), 3)
        book = load_workbook(file)
        self.assertEqual(len(book.sheetnames), 3)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        cells = [cell for row in rows for cell in row]
        self.assertIn("=1+1", cells)
        self.assertNotIn("f", {c.data_type for c in book.worksheets[0]["L"]})

    def test_drawing_costs_the_same_for_many(self):
        def draw(size):
            campaign = self._create_campaign(size=size, checklist_id=False)
            return self._count_queries(campaign.action_draw)

        draw(2)
        self.assertEqual(draw(3), draw(30))
