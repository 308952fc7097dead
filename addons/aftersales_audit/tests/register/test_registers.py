from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import AuditCase

NOW = "2026-03-02 01:00:00"


class RegisterCase(AuditCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.frozen_time = cls.enterClassContext(freeze_time(NOW))
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.outlet_manager
        cls.other_outlet = cls._create_outlet(name="Yantai Branch", cities="Yantai")

    def _create(self, model, user, **vals):
        return self.env[model].with_user(user).create({"title": "Test", **vals})


@tagged("post_install", "-at_install")
class TestStamps(RegisterCase):
    def test_moments_are_not_typed(self):
        manager = self.service_manager
        crisis = self._create("aftersales.crisis", manager)
        report = self.env["aftersales.crisis.report"].with_user(manager)
        values = {"crisis_id": crisis.id, "name": "Press", "minutes": 5}
        early = {"told_at": "2026-03-02 00:00:00"}
        for change in (
            lambda: crisis.write({"closed_at": "2026-03-01"}),
            lambda: self._create("aftersales.recovery", manager, disposed_at=False),
            lambda: self._create("aftersales.research", manager, done_at="2026-03-01"),
            lambda: self._create(
                "aftersales.suggestion",
                self.outlet_manager,
                problem="x",
                proposal="y",
                answered_at="2026-03-01",
            ),
            lambda: report.create({**values, **early}),
            lambda: report.create(values).write(early),
        ):
            with self.assertRaisesRegex(UserError, "not typed|by the button"):
                change()
        told = report.create(values)
        told.action_tell()
        self.assertEqual(told.told_by_id, manager)


@tagged("post_install", "-at_install")
class TestRisk(RegisterCase):
    def _create_risk(self, **vals):
        return self._create("aftersales.risk", self.inspector, **vals)

    @rule("R336", "R517")
    def test_a_risk_is_judged_treated_and_judged_again(self):
        risk = self._create_risk(likelihood="4", impact="4")
        self.assertEqual((risk.exposure, risk.level), (16, "high"))
        with self.assertRaisesRegex(UserError, "How We Respond, What Is Done"):
            risk.action_treat()
        risk.write({"response": "reduce", "measure": "A second supplier."})
        risk.action_treat()
        with self.assertRaisesRegex(UserError, "Residual"):
            risk.action_close()
        risk.write({"residual_likelihood": "1", "residual_impact": "4"})
        risk.action_close()
        self.assertEqual((risk.exposure, risk.level), (4, "low"))
        risk.action_reopen()
        self.assertEqual((risk.state, risk.exposure), ("open", 16))
        action = risk.action_view_tasks()
        self.assertEqual(action["res_model"], "aftersales.corrective.task")

    def test_the_bounds_are_the_companys(self):
        risk = self._create_risk(likelihood="3", impact="3")
        self.assertEqual(risk.level, "medium")
        self.company.aftersales_risk_high_from = 9
        self.assertEqual(risk.with_env(self.env).level, "medium")
        self.env.invalidate_all()
        self.assertEqual(risk.level, "high")

    def test_it_is_looked_at_again(self):
        risk = self._create_risk(review_months=6)
        self.assertEqual(str(risk.review_date), "2026-09-02")
        with freeze_time("2026-08-01 01:00:00"):
            risk.action_review()
        self.assertEqual(str(risk.review_date), "2027-02-01")

    def test_whoever_is_in_charge_is_told_once(self):
        risk = self._create_risk(review_months=6)
        reminder = self.env["aftersales.risk"].sudo()
        with freeze_time("2026-09-01 01:00:00"):
            self.assertNotIn(risk, reminder.search(reminder._get_remind_domain()))
        with freeze_time("2026-09-02 01:00:00"):
            reminder._remind_batch(10)
            reminder._remind_batch(10)
            self.env.invalidate_all()
            told = risk.sudo().activity_ids
            self.assertEqual(told.user_id, self.inspector)
            self.assertEqual(len(told), 1)
            # Looked at without the button: of the next time he is told as well.
            risk.reviewed_on = "2026-09-02"
            self.assertFalse(risk.told_on)
            risk.action_review()
        self.assertFalse(risk.sudo().activity_ids)

    def test_it_is_not_for_everybody(self):
        risk = self._create_risk()
        with self.assertRaises(AccessError):
            risk.with_user(self.dispatcher).read(["title"])


@tagged("post_install", "-at_install")
class TestCrisis(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.crisis.step"].search([]).active = False
        cls.env["aftersales.crisis.step"].create(
            [
                {"name": "Manager", "minutes": 30},
                {"name": "Authorities", "minutes": 1440, "only_grave": True},
            ]
        )

    def _report(self, **vals):
        return self._create(
            "aftersales.crisis",
            self.outlet_manager,
            **{"outlet_id": self.outlet.id, "description": "A motor burned.", **vals},
        )

    @rule("R527", "R530")
    def test_whoever_has_to_be_told_is_told_in_time(self):
        crisis = self._report(is_grave=True)
        self.assertEqual(crisis.report_ids.mapped("name"), ["Manager", "Authorities"])
        manager, authorities = crisis.report_ids
        with freeze_time("2026-03-02 01:20:00"):
            manager.action_tell()
        with freeze_time("2026-03-04 01:00:00"):
            self.env.invalidate_all()
            self.assertFalse(manager.is_late)
            self.assertTrue(authorities.is_late)
            self.assertEqual(crisis.late_count, 1)
        crisis.action_handle()
        crisis.write({"cause": "Wiring", "handling": "Stopped.", "lesson": "Check."})
        closing = crisis.with_user(self.service_manager)
        with self.assertRaisesRegex(UserError, "Authorities has not been told"):
            closing.action_close()
        authorities.action_tell()
        with self.assertRaises(AccessError):
            crisis.action_close()
        closing.action_close()
        with self.assertRaisesRegex(UserError, "is over"):
            manager.action_tell()

    def test_the_report_goes_on_paper(self):
        crisis = self._report(is_drill=True)
        crisis.report_ids.channel = "phone"
        crisis.report_ids.action_tell()
        paper = str(
            self.env["ir.actions.report"]._render_qweb_html(
                "aftersales_audit.report_crisis", crisis.ids
            )[0],
            "utf-8",
        )
        for text in ("Report of a Drill", "A motor burned.", "By Telephone", "Manager"):
            self.assertIn(text, paper)

    def test_what_was_learned_is_written_down(self):
        crisis = self._report(is_drill=True)
        self.assertEqual(crisis.report_ids.mapped("name"), ["Manager"])
        crisis.report_ids.action_tell()
        crisis.action_handle()
        with self.assertRaisesRegex(UserError, "What We Learned"):
            crisis.with_user(self.service_manager).action_close()

    def test_an_outlet_sees_its_own(self):
        own = self._report()
        other = self._create(
            "aftersales.crisis", self.dispatcher, outlet_id=self.other_outlet.id
        )
        seen = self.env["aftersales.crisis"].with_user(self.outlet_manager).search([])
        self.assertIn(own, seen)
        self.assertNotIn(other, seen)
        with self.assertRaises(AccessError):
            other.report_ids.with_user(self.outlet_manager).action_tell()


@tagged("post_install", "-at_install")
class TestRecovery(RegisterCase):
    def _ask(self, **vals):
        return self._create(
            "aftersales.recovery",
            self.outlet_manager,
            **{"outlet_id": self.outlet.id, "partner_id": self.customer.id, **vals},
        )

    @rule("R518")
    def test_from_the_customer_to_what_became_of_it(self):
        recovery = self._ask()
        with self.assertRaisesRegex(UserError, "Pieces or Weight"):
            recovery.action_collect()
        recovery.quantity = 2
        recovery.action_collect()
        with self.assertRaisesRegex(UserError, "What Became of It"):
            recovery.action_dispose()
        recovery.disposal = "recycle"
        recovery.action_dispose()
        self.assertTrue(recovery.disposed_at)
        with self.assertRaises(UserError):
            recovery.action_cancel()

    def test_hazardous_waste_goes_to_a_licensed_firm(self):
        recovery = self._ask(kind="hazardous", quantity=3, unit="kg")
        recovery.action_collect()
        recovery.disposal = "sell"
        with self.assertRaisesRegex(UserError, "licensed firm"):
            recovery.action_dispose()
        recovery.write(
            {
                "disposal": "licensed",
                "disposer_id": self.customer.id,
                "receipt_ref": "HW-17",
            }
        )
        recovery.action_dispose()
        self.assertEqual(recovery.state, "disposed")

    def test_the_note_names_where_it_went(self):
        recovery = self._ask(quantity=2, product_id=self.product.id)
        recovery.action_collect()
        recovery.write({"disposal": "recycle", "receipt_ref": "HW-18"})
        recovery.action_dispose()
        paper = str(
            self.env["ir.actions.report"]._render_qweb_html(
                "aftersales_audit.report_recovery", recovery.ids
            )[0],
            "utf-8",
        )
        for text in (recovery.name, "Recycled", "HW-18", self.customer.name):
            self.assertIn(text, paper)

    def test_who_may_and_who_may_not(self):
        recovery = self._ask(quantity=1)
        with self.assertRaises(AccessError):
            recovery.with_user(self.technician_user).action_collect()
        other = self._create(
            "aftersales.recovery", self.dispatcher, outlet_id=self.other_outlet.id
        )
        with self.assertRaises(AccessError):
            other.with_user(self.outlet_manager).read(["title"])


@tagged("post_install", "-at_install")
class TestResearch(RegisterCase):
    @rule("R281", "R320", "R337", "R338")
    def test_a_project_ends_with_a_result(self):
        for kind in ("research", "workshop", "standard", "customers"):
            project = self._create(
                "aftersales.research",
                self.service_manager,
                kind=kind,
                question="Why do rails bend?",
            )
            project.action_start()
            with self.assertRaisesRegex(UserError, "What Came of It"):
                project.action_finish()
            project.write({"result": "Thin steel.", "proposed_target": "1 % fewer."})
            project.action_finish()
            self.assertEqual(project.state, "done")
        with self.assertRaises(AccessError):
            project.with_user(self.dispatcher).write({"result": "x"})


@tagged("post_install", "-at_install")
class TestSuggestion(RegisterCase):
    def _suggest(self, user=None):
        form = Form(
            self.env["aftersales.suggestion"].with_user(user or self.dispatcher)
        )
        form.title = "Stronger rails"
        form.problem = "Rails bend after a year."
        form.proposal = "Thicker steel."
        return form.save()

    @rule("R316", "R322")
    def test_whoever_suggests_is_told_what_became_of_it(self):
        suggestion = self._suggest()
        self.assertEqual(suggestion.author_id, self.dispatcher)
        self.assertEqual(suggestion.sudo().activity_ids.user_id, suggestion.user_id)
        with self.assertRaises(AccessError):
            suggestion.action_accept()
        judged = suggestion.with_user(self.service_manager)
        with self.assertRaisesRegex(UserError, "Answer to Whoever Suggested It"):
            judged.action_accept()
        judged.outcome = "We try it in two models."
        judged.action_accept()
        self.assertTrue(judged.answered_at)
        self.assertFalse(judged.activity_ids)
        told = suggestion.sudo().message_ids.filtered(
            lambda message: self.dispatcher.partner_id in message.partner_ids
        )
        self.assertIn("two models", told.body)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            suggestion.problem = "Nothing."
        with self.assertRaises(AccessError):
            suggestion.outcome = "Great!"
        judged.effect = "No bent rails since."
        judged.action_carry_out()
        self.assertEqual(judged.state, "done")

    @rule("R322")
    def test_the_lowest_right_is_enough_to_suggest(self):
        reader = self.env["res.users"].create(
            {
                "name": "Reader",
                "login": "test_reader",
                "group_ids": [
                    (6, 0, self.env.ref("aftersales_service.group_reader").ids)
                ],
            }
        )
        suggestion = self._suggest(reader)
        self.assertEqual(suggestion.author_id, reader)
        suggestion.proposal = "Steel of 2 mm."
        for vals in ({"outcome": "Yes!"}, {"effect": "Great"}):
            with self.assertRaises(AccessError):
                suggestion.write(vals)
        others = self._suggest(self.dispatcher)
        with self.assertRaises(AccessError):
            others.with_user(reader).read(["title"])
        with self.assertRaises(AccessError):
            suggestion.unlink()

    def test_one_sees_ones_own(self):
        suggestion = self._suggest()
        with self.assertRaises(AccessError):
            suggestion.with_user(self.outlet_manager).read(["title"])
        self.assertIn(
            suggestion,
            self.env["aftersales.suggestion"].with_user(self.inspector).search([]),
        )

    def test_a_suggestion_is_declined_with_a_reason(self):
        suggestion = self._suggest().with_user(self.inspector)
        with self.assertRaisesRegex(UserError, "before “Decline” fill in"):
            suggestion.action_decline()
        suggestion.outcome = "The next model has them."
        suggestion.action_decline()
        self.assertEqual(suggestion.state, "declined")

    def test_a_batch_names_all_that_is_missing(self):
        suggestions = self._suggest() + self._suggest()
        with self.assertRaises(UserError) as caught:
            suggestions.with_user(self.inspector).action_accept()
        self.assertEqual(str(caught.exception).count("fill in"), 2)
