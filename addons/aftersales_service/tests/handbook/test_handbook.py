from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..rules import rule
from ..sla.common import SlaCase


class HandbookCase(SlaCase):
    """A company that has set nothing itself yet, and its administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company = cls.env["res.company"].create({"name": "New Company"})
        cls.admin = cls._create_user(
            "admin",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.it = cls.env.ref("aftersales_service.handbook_it")
        cls.furniture = cls.env.ref("aftersales_service.handbook_furniture")
        cls.funeral = cls.env.ref("aftersales_service.handbook_funeral")
        cls.law = cls.env.ref("aftersales_service.handbook_law")

    @classmethod
    def _setup(cls, handbook, **vals):
        setup = (
            cls.env["aftersales.handbook.setup"]
            .with_user(cls.admin)
            .with_context(allowed_company_ids=cls.company.ids)
            .create({"handbook_id": handbook.id, "company_id": cls.company.id, **vals})
        )
        setup.action_preview()
        return setup

    @classmethod
    def _apply(cls, handbook, **vals):
        setup = cls._setup(handbook, **vals)
        setup.action_apply()
        return setup.application_id

    def _line(self, setup, code):
        return setup.line_ids.filtered(
            lambda line: line.item_id.parameter_id.code == code
        )

    def _policy(self):
        return self.env["aftersales.sla.policy"].search(
            [("company_id", "=", self.company.id)]
        )

    def _targets(self):
        return {
            (target.milestone, target.parts_status): (target.amount, target.unit)
            for target in self._policy().target_ids
        }


@tagged("post_install", "-at_install")
class TestHandbookSetup(HandbookCase):
    @rule("R038", "R039", "R040", "R001")
    def test_it_equipment_is_set_up_in_one_step(self):
        application = self._apply(self.it)
        policy = self._policy()
        self.assertEqual(
            self._targets(),
            {
                ("accept", False): (1, "hour"),
                ("arrive", False): (4, "hour"),
                ("repair", False): (4, "hour"),
            },
        )
        self.assertEqual(
            policy.calendar_id, self.env.ref("aftersales_service.calendar_always")
        )
        self.assertIn("R039", policy.target_ids.mapped("source"))
        self.assertEqual(application.user_id, self.admin)
        self.assertEqual(application.company_id, self.company)
        accept = application.line_ids.filtered(
            lambda line: line.parameter_id.code == "sla.response_hours"
        )
        self.assertTrue(accept.is_applied)
        self.assertEqual(accept._get_record(), policy.target_ids[0])

    @rule("R094", "R095", "R045", "R046", "R047")
    def test_a_promise_is_put_in_force_for_the_goods_chosen(self):
        goods = self.env["product.category"].create({"name": "Furniture"})
        self._apply(self.furniture, product_category_ids=[Command.set(goods.ids)])
        self.assertEqual(self._targets()["repair", "none"], (2, "work_day"))
        self.assertEqual(self._targets()["repair", "in_stock"], (2, "work_day"))
        self.assertEqual(self._targets()["repair", "to_order"], (15, "work_day"))
        shipped = self.env.ref("aftersales_service.warranty_policy_promise_furniture")
        own = self.env["aftersales.warranty.policy"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((own.state, own.code), ("in_force", shipped.code))
        self.assertEqual(own.product_category_ids, goods)
        self.assertEqual(shipped.state, "draft")
        self.assertEqual(
            own.term_ids.mapped("clock_ids.months"),
            shipped.term_ids.mapped("clock_ids.months"),
        )

    @rule("R471")
    def test_certified_managers_are_asked_for(self):
        self._apply(self.it)
        quota = self.env["aftersales.manager.quota"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((quota.minimum, quota.outlet_kind), (2, False))
        line = self._line(self._setup(self.it), "role.manager_count")
        self.assertEqual((line.value_now, line.value_new), ("2", "2"))

    @rule("R423")
    def test_years_of_a_post_wait_for_a_person_to_put_them_in_force(self):
        self._apply(self.funeral)
        requirement = (
            self.env["aftersales.post.requirement"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.company.id)])
        )
        self.assertEqual(requirement.experience_years, 3)
        self.assertFalse(requirement.active)
        line = self._line(self._setup(self.funeral), "staff.experience_years")
        self.assertEqual(line.value_now, line.value_new)

    @rule("R002", "R008")
    def test_commitments_become_drafts_that_are_kept(self):
        self._apply(self.furniture)
        drafts = self.env["aftersales.commitment"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(set(drafts.mapped("state")), {"draft"})
        self.assertEqual(
            len(drafts.filtered(lambda draft: draft.kind == "commitment")), 8
        )
        concept = drafts.filtered(lambda draft: draft.kind == "concept")
        self.assertIn("R002", concept.source)
        onsite = drafts.filtered(lambda draft: "4 hours" in draft.name)
        self.assertEqual(onsite.sla_target_ids.amount, 4)
        self.assertEqual(onsite.promise_ids.display_name, "Arrive within 4 hours")
        self.assertFalse(onsite.has_conflict, onsite.conflict_note)
        warranty = drafts.filtered(lambda draft: "five years" in draft.name)
        self.assertEqual(warranty.promise_ids.months, 60)
        self.assertFalse(warranty.has_conflict, warranty.conflict_note)
        guarantee = drafts.filtered(lambda draft: "Three guarantees" in draft.name)
        self.assertEqual(
            (guarantee.promise_ids.months, guarantee.promise_ids.remedy),
            (36, "exchange"),
        )
        self.assertFalse(guarantee.has_conflict, guarantee.conflict_note)

    @rule("R054", "R127", "R306")
    def test_what_the_source_leaves_open_is_never_set(self):
        setup = self._setup(self.funeral)
        term = self._line(setup, "warranty.term")
        self.assertEqual((term.action, term.can_agree), ("open", False))
        self.assertIn("not set", term.value_new)
        term.is_agreed = True
        setup.action_apply()
        self.assertFalse(
            self.env["aftersales.warranty.policy"].search(
                [("company_id", "=", self.company.id)]
            )
        )
        self.assertEqual(self._targets()["arrive", False], (24, "hour"))

    def test_applying_again_changes_nothing(self):
        self._apply(self.furniture)
        setup = self._setup(self.furniture)
        self.assertFalse(setup.line_ids.filtered("is_agreed"))
        self.assertEqual(set(setup.line_ids.mapped("action")), {"same", "open", "note"})
        with self.assertRaisesRegex(UserError, "Nothing is ticked"):
            setup.action_apply()

    def test_what_a_person_changed_is_not_ticked(self):
        self._apply(self.it)
        arrive = self._policy().target_ids.filtered(lambda t: t.milestone == "arrive")
        arrive.amount = 6
        setup = self._setup(self.it)
        line = self._line(setup, "sla.onsite_hours")
        self.assertEqual((line.action, line.reason), ("change", "own"))
        self.assertFalse(line.is_agreed)
        self.assertIn("6 hours", line.value_now)
        self.assertIn("4 hours", line.value_new)
        with self.assertRaises(UserError):
            setup.action_apply()
        self.assertEqual(arrive.amount, 6)
        line.is_agreed = True
        setup.action_apply()
        self.assertEqual(arrive.amount, 4)

    def test_what_a_person_removed_is_not_ticked(self):
        self._apply(self.it)
        self._policy().target_ids.filtered(lambda t: t.milestone == "repair").unlink()
        line = self._line(self._setup(self.it), "sla.fix")
        self.assertEqual((line.action, line.reason), ("create", "removed"))
        self.assertFalse(line.is_agreed)

    def test_another_profile_replaces_what_the_first_one_set(self):
        self._apply(self.it)
        setup = self._setup(self.funeral)
        line = self._line(setup, "sla.onsite_hours")
        self.assertEqual((line.action, line.is_agreed), ("change", True))
        setup.action_apply()
        self.assertEqual(self._targets()["arrive", False], (24, "hour"))
        # What only the first one speaks of stays.
        self.assertEqual(self._targets()["accept", False], (1, "hour"))
        self.assertEqual(len(self._policy()), 1)

    def test_a_policy_of_the_companys_own_is_not_overwritten_unasked(self):
        own = self._create_policy(("arrive", 8, "hour"), company_id=self.company.id)
        setup = self._setup(self.it)
        line = self._line(setup, "sla.onsite_hours")
        self.assertEqual((line.reason, line.is_agreed), ("own", False))
        setup.action_apply()
        self.assertEqual(
            own.target_ids.filtered(lambda t: t.amount == 8), own.target_ids[0]
        )
        self.assertEqual(self._policy(), own)

    def test_another_companys_settings_stay(self):
        self._apply(self.it)
        other = self.env["res.company"].create({"name": "Neighbour"})
        self.assertFalse(
            self.env["aftersales.sla.policy"].search([("company_id", "=", other.id)])
        )
        changes = self.it._get_changes(other)
        self.assertNotIn("same", {change.action for _i, change, _n, _p in changes})

    @rule("R027")
    def test_a_setting_is_set(self):
        self.company.aftersales_commitment_revision_months = 24
        setup = self._setup(self.funeral)
        line = self._line(setup, "target.revision")
        self.assertEqual((line.value_now, line.reason), ("24", "own"))
        line.is_agreed = True
        setup.action_apply()
        self.assertEqual(self.company.aftersales_commitment_revision_months, 12)

    @rule("R301", "R306")
    def test_targets_of_key_figures_become_drafts(self):
        self._apply(self.furniture)
        targets = self.env["aftersales.kpi.target"].search(
            [("company_id", "=", self.company.id)]
        )
        values = {target.kpi_id.code: target.value for target in targets}
        self.assertEqual(values["acceptance"], 97)
        self.assertEqual(values["complaint_in_time"], 100)
        self.assertNotIn("freight_damage", values)
        self.assertEqual(set(targets.mapped("state")), {"draft"})
        acceptance = targets.filtered(lambda t: t.kpi_id.code == "acceptance")
        self.assertIn("R301", acceptance.basis)
        acceptance.value = 96
        setup = self._setup(self.furniture)
        line = self._line(setup, "kpi.acceptance")
        self.assertEqual((line.reason, line.is_agreed), ("own", False))
        acceptance.action_submit()
        line.is_agreed = True
        setup.action_apply()
        self.assertEqual((acceptance.value, acceptance.state), (97, "draft"))

    @rule("R395", "R396", "R399")
    def test_archive_rules_are_as_the_process_handbook_says(self):
        process = self.env.ref("aftersales_service.handbook_process")
        slips = self.env.ref("aftersales_service.archive_rule_slip")
        line = self._line(self._setup(process), "archive.workorder")
        self.assertEqual((line.action, line.value_new), ("same", line.value_now))
        slips.due_day = 5
        setup = self._setup(process)
        line = self._line(setup, "archive.workorder")
        self.assertEqual((line.action, line.reason), ("change", "own"))
        line.is_agreed = True
        setup.action_apply()
        self.assertEqual(slips.due_day, 2)

    @rule("R462", "R467")
    def test_a_checklist_is_copied_and_published(self):
        self._apply(self.furniture)
        own = self.env["aftersales.checklist"].search(
            [("company_id", "=", self.company.id), ("usage", "=", "visit")]
        )
        self.assertEqual(own.state, "published")
        self.assertTrue(own.order_type_ids)
        shipped = self.env.ref("aftersales_service.checklist_conduct")
        self.assertEqual(len(own.question_ids), len(shipped.question_ids))
        self.assertFalse(shipped.order_type_ids)

    def test_law_binds_the_goods_and_the_time_of_a_claim(self):
        burden = self.env.ref("aftersales_service.warranty_policy_consumer_burden")
        burden.product_category_ids = False
        goods = self.env["product.category"].create({"name": "Computers"})
        self._apply(self.law, product_category_ids=[Command.set(goods.ids)])
        self.assertIn(goods, burden.product_category_ids)
        self.assertEqual(self._targets()["claim_answered", False], (360, "hour"))

    def test_reading_a_company_costs_the_same_for_a_longer_handbook(self):
        self._apply(self.furniture)
        short = self.furniture.copy()
        commitments = short.item_ids.filtered(lambda i: i.kind == "commitment")
        commitments[3:].unlink()
        few = self._count_queries(lambda: short._get_changes(self.company))
        many = self._count_queries(lambda: self.furniture._get_changes(self.company))
        self.assertLessEqual(many, few + 3)

    # -- who ------------------------------------------------------------------------
    def test_only_an_administrator_applies(self):
        manager = self._create_user("service_manager")
        with self.assertRaises(AccessError):
            self.env["aftersales.handbook.setup"].with_user(manager).create(
                {"handbook_id": self.it.id}
            )
        with self.assertRaises(AccessError):
            self.env["aftersales.handbook.application"].with_user(self.admin).create(
                {"handbook_id": self.it.id, "company_id": self.company.id}
            )
        for user in (self.dispatcher, self.technician_user):
            self.assertTrue(self.it.with_user(user).item_ids.mapped("value"))
            with self.assertRaises(AccessError):
                self.it.with_user(user).name = "Mine"

    def test_not_for_a_company_one_is_not_in(self):
        other = self.env["res.company"].create({"name": "Neighbour"})
        setup = self.env["aftersales.handbook.setup"].create(
            {"handbook_id": self.it.id, "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            setup.with_user(self.admin).action_preview()


@tagged("post_install", "-at_install")
class TestHandbookComparison(HandbookCase):
    @rule("R042", "R043", "R048")
    def test_two_profiles_stand_side_by_side(self):
        action = (self.furniture | self.funeral).action_compare()
        comparison = self.env["aftersales.handbook.comparison"].browse(action["res_id"])
        lines = {line.parameter_id.code: line for line in comparison.line_ids}
        arrive = lines["sla.onsite_hours"]
        self.assertEqual(arrive.value_left, "Arrive within 4 hours")
        self.assertEqual(arrive.value_right, "Arrive within 24 hours")
        self.assertTrue(arrive.is_different)
        self.assertIn("48 hours", arrive.contradiction)
        self.assertIn("70", lines["scoring.pass"].contradiction)
        self.assertFalse(lines["sla.appraisal_hours"].value_right)
        comparison.right_id = self.it
        self.assertFalse(
            comparison.line_ids.filtered(
                lambda line: line.parameter_id.code == "sla.response_hours"
            ).is_different
        )

    def test_every_item_names_its_source_or_is_open(self):
        for item in self.env["aftersales.handbook"].search([]).item_ids:
            with self.subTest(item=item.display_name, of=item.handbook_id.name):
                self.assertTrue(item.rules or item.is_open)
                self.assertTrue(item.value)

    def test_the_wizard_opens_after_the_installation(self):
        todo = self.env.ref("aftersales_service.aftersales_handbook_todo")
        self.assertEqual(
            todo.action_id.id,
            self.env.ref("aftersales_service.aftersales_handbook_setup_action").id,
        )


@tagged("post_install", "-at_install")
class TestHandbookTour(HandbookCase, HttpCase):
    @rule("R048", "R050")
    def test_a_person_chooses_looks_and_takes_over(self):
        self.start_tour(
            "/odoo/action-aftersales_service.aftersales_handbook_action",
            "aftersales_handbook_setup",
            login=self.admin.login,
        )
        # He took everything but the answer to colleagues.
        self.assertEqual(self._targets(), {("arrive", False): (24, "hour")})
        application = self.env["aftersales.handbook.application"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(application.handbook_id, self.funeral)
