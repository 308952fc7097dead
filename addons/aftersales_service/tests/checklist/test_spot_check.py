from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestSpotCheck(AftersalesCase):
    """Somebody looks unannounced; what is wrong is put right and written down."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inspector = cls._create_user("inspector")
        cls.keeper = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.keeper
        order = cls._create_order()
        order.action_accept()
        cls.dispatch = cls._create_dispatch(order)
        cls.dispatch.action_send()
        cls.dispatch.action_arrive()
        cls.env.flush_all()

    def _create_check(self, user=None, **vals):
        return (
            self.env["aftersales.spot.check"]
            .with_user(user or self.inspector)
            .create({"dispatch_id": self.dispatch.id, **vals})
        )

    def test_it_takes_over_what_the_visit_says(self):
        form = Form(self.env["aftersales.spot.check"].with_user(self.inspector))
        form.dispatch_id = self.dispatch
        check = form.save()
        self.assertRecordValues(
            check,
            [
                {
                    "outlet_id": self.outlet.id,
                    "technician_id": self.technician.id,
                    "inspector_id": self.inspector.id,
                    "company_id": self.company.id,
                    "state": "draft",
                }
            ],
        )
        self.assertTrue(check.name.startswith("SC/2026/"))
        self.assertEqual(
            check.checklist_id,
            self.env.ref("aftersales_service.checklist_spot_check"),
        )
        self.assertEqual(len(check.answer_ids), len(check.checklist_id.question_ids))

    @rule("R078", "R093")
    def test_problems_go_to_the_manager_of_the_outlet(self):
        check = self._create_check()
        question = check.checklist_id.question_ids[0]
        check._save_checklist_answers({question.id: "No"})
        for vals, missing in (
            ({}, "Result"),
            ({"result": "problems"}, "Problems"),
        ):
            check.write(vals)
            with self.assertRaises(UserError) as caught:
                check.action_done()
            self.assertIn(missing, str(caught.exception))
        check.write(
            {
                "problem_note": "No badge.",
                "rectified_note": "Badge handed out at once.",
            }
        )
        check.action_done()
        self.assertEqual(check.state, "done")
        self.assertEqual(check.activity_ids.user_id, self.keeper)
        self.assertIn("No badge.", check.activity_ids.note)
        self.assertTrue(check.done_at)
        with self.assertRaises(UserError):
            check._save_checklist_answers({question.id: "Yes"})
        with self.assertRaises(UserError):
            check.result = "ok"
        check.rectified_note = "Badge handed out, shown to the customer."

    def test_what_is_in_order_troubles_nobody(self):
        check = self._create_check(result="ok")
        check.action_done()
        self.assertFalse(check.activity_ids)

    def test_another_checklist_brings_its_own_questions(self):
        other = self.env.ref("aftersales_service.checklist_spot_check").copy()
        other.question_ids[1:].unlink()
        other.action_publish()
        check = self._create_check()
        check.checklist_id = other
        self.assertEqual(check.answer_ids.question_id, other.question_ids)

    # -- drawing ---------------------------------------------------------------

    def _plan(self, **vals):
        return (
            self.env["aftersales.spot.check.plan"]
            .with_user(self.inspector)
            .create(
                {
                    "date_from": "2026-03-01",
                    "date_to": "2026-03-02",
                    "size": 3,
                    "seed": 7,
                    **vals,
                }
            )
        )

    def _draw(self, **vals):
        action = self._plan(**vals).action_draw()
        return self.env["aftersales.spot.check"].search(action["domain"])

    @rule("R093")
    def test_a_sample_is_drawn_at_random_and_again_from_its_seed(self):
        orders = self.env["aftersales.order"].create(
            [{"partner_id": self.customer.id} for _number in range(12)]
        )
        orders.action_accept()
        dispatches = self.env["aftersales.dispatch"].create(
            [
                {
                    "order_id": order.id,
                    "outlet_id": self.outlet.id,
                    "technician_ids": self.technician.ids,
                }
                for order in orders
            ]
        )
        dispatches.action_send()
        dispatches[:10].action_depart()
        self.assertEqual(self._plan().population_count, 11)
        drawn = self._draw()
        self.assertEqual(len(drawn.dispatch_id), 3)
        self.assertEqual(set(drawn.mapped("seed")), {7})
        self.assertLessEqual(
            drawn.dispatch_id, self.dispatch | dispatches[:10], "nobody else was there"
        )
        self.assertEqual(self._draw(), drawn, "the same, and none of them twice")
        others = [self._draw(seed=seed).dispatch_id for seed in (8, 9, 10)]
        self.assertTrue(any(other != drawn.dispatch_id for other in others))

    def test_nothing_to_draw_is_said(self):
        with self.assertRaisesRegex(UserError, "nothing to draw"):
            self._draw(date_from="2020-01-01", date_to="2020-01-02")
        with self.assertRaisesRegex(UserError, "nothing to draw"):
            self._draw(size=0)

    # -- access ----------------------------------------------------------------

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_inspectors_and_managers_check_and_nobody_else(self):
        check = self._create_check()
        self.assertTrue(check.with_user(self.keeper).name)
        manager = self._create_user("service_manager")
        self.assertTrue(self._create_check(user=manager).name)
        other = self._create_user("outlet_manager", login="other_keeper")
        for user in (
            other,
            self.technician_user,
            self.dispatcher,
            self._create_user("storekeeper"),
            self._create_user("finance"),
        ):
            with self.assertRaises(AccessError, msg=user.login):
                check.with_user(user).read(["name"])
            with self.assertRaises(AccessError, msg=user.login):
                check.answer_ids.with_user(user).read(["name"])
            with self.assertRaises(AccessError, msg=user.login):
                check.with_user(user).action_done()

    def test_counters_show_where_they_may(self):
        self._create_check()
        for user in (self.keeper, self.inspector):
            self.assertEqual(self.dispatch.with_user(user).spot_check_count, 1)
            self.assertEqual(self.outlet.with_user(user).spot_check_count, 1)
            self.assertTrue(self.outlet.with_user(user).action_view_spot_checks())
        self.dispatch.with_user(self.technician_user).read(["name"])
        with self.assertRaises(AccessError):
            self.dispatch.with_user(self.technician_user).read(["spot_check_count"])
