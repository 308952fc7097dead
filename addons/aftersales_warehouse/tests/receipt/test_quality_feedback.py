from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestQualityFeedback(GoodsCase):
    """From what was seen to who bears it, and what became of the goods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls._receive(cls.warehouse, cls.goods, 10)

    def _create_feedback(self, user=None, **vals):
        Feedback = self.env["aftersales.quality.feedback"]
        return Feedback.with_user(user or self.storekeeper).create(
            {
                "outlet_id": self.outlet.id,
                "product_id": self.goods.id,
                "quantity": 2,
                "kind": "damaged",
                "cause": "display",
                **vals,
            }
        )

    def _decide(self, feedback, **vals):
        judge = feedback.with_user(self.service_manager)
        judge.write(vals)
        judge.action_decide()
        return judge

    @rule("R205", "R230", "R447")
    def test_goods_found_bad_in_stock_are_put_apart(self):
        with Form(self.env["aftersales.quality.feedback"]) as form:
            form.outlet_id = self.outlet
            form.product_id = self.goods
            form.quantity = 2
            form.kind = "damaged"
            form.cause = "display"
        feedback = form.record
        self.assertEqual(feedback.liability, "outlet")
        feedback.with_user(self.storekeeper).action_report()
        place = self._get_place("outlet")
        self.assertEqual(self._get_on_hand(self.goods, place), 2)
        self.assertEqual(self._get_on_hand(self.goods, self.warehouse.lot_stock_id), 8)
        self.assertEqual(feedback.location_id, place)
        self.assertTrue(feedback.activity_ids)

    @rule("R231", "R235")
    def test_the_decision_moves_goods_into_his_care(self):
        feedback = self._create_feedback()
        feedback.action_report()
        self._decide(feedback, cause="production")
        self.assertEqual(feedback.liability, "production")
        self.assertEqual(self._get_on_hand(self.goods, self._get_place("outlet")), 0)
        self.assertEqual(self._get_on_hand(self.goods, self._get_place()), 2)
        self.assertEqual(feedback.decided_by_id, self.service_manager)
        self.assertFalse(feedback.activity_ids)

    def test_the_table_of_liabilities_is_data(self):
        row = self.env.ref("aftersales_warehouse.quality_liability_display")
        row.liability = "production"
        self.assertEqual(self._create_feedback().liability, "production")
        self.env["aftersales.quality.liability"].create(
            {"sequence": 1, "kind": "damaged", "liability": "driver"}
        )
        self.assertEqual(self._create_feedback().liability, "driver")

    @rule("R234")
    def test_the_outlet_pays_for_head_office_s_repair(self):
        account = self.outlet.analytic_account_id or self.env[
            "account.analytic.account"
        ].create(
            {
                "name": "Qingdao",
                "plan_id": self.env["account.analytic.plan"].search([], limit=1).id,
            }
        )
        self.outlet.analytic_account_id = account
        feedback = self._create_feedback()
        feedback.action_report()
        judge = self._decide(feedback)
        judge.write({"disposition": "repair", "cost": 80})
        judge.action_settle()
        self.assertEqual(feedback.state, "settled")
        self.assertEqual(feedback.sudo().charge_id.amount, -80)
        self.assertEqual(
            feedback.sudo().charge_id[account.plan_id._column_name()], account
        )
        self.assertEqual(self._get_on_hand(self.goods, self.warehouse.lot_stock_id), 10)

    def test_what_production_bears_is_not_charged(self):
        feedback = self._create_feedback(cause="production")
        feedback.action_report()
        judge = self._decide(feedback)
        judge.write({"disposition": "scrap", "cost": 80})
        judge.action_settle()
        self.assertFalse(feedback.sudo().charge_id)
        self.assertEqual(self._get_on_hand(self.goods, self._get_place()), 0)

    @rule("R448")
    def test_a_serious_accident_is_told_at_once(self):
        feedback = self._create_feedback(is_serious=True)
        feedback.action_report()
        told = feedback.activity_ids.user_id
        for role in ("finance", "service_manager"):
            group = f"aftersales_service.group_{role}"
            self.assertTrue(any(user.has_group(group) for user in told), role)

    def test_steps_need_what_they_ask_for(self):
        feedback = self._create_feedback(cause=False, kind="quality")
        feedback.action_report()
        with self.assertRaisesRegex(UserError, "Borne By"):
            self._decide(feedback)
        self._decide(feedback, cause="use")
        with self.assertRaisesRegex(UserError, "What Became"):
            feedback.with_user(self.service_manager).action_settle()

    def test_each_step_is_for_its_roles(self):
        feedback = self._create_feedback()
        for user in (self.finance, self.dispatcher, self.technician_user):
            with self.assertRaises(AccessError):
                feedback.with_user(user).action_report()
        feedback.action_report()
        for user in (self.storekeeper, self.outlet_manager, self.finance):
            with self.assertRaises(AccessError):
                feedback.with_user(user).action_decide()
            with self.assertRaises(AccessError):
                feedback.with_user(user).write({"liability": "driver"})
            with self.assertRaises(AccessError):
                feedback.with_user(user).write({"quantity": 1})
        with self.assertRaises(UserError):
            feedback.with_user(self.service_manager).write({"state": "settled"})

    def test_an_outlet_sees_its_own(self):
        own = self._create_feedback()
        other = self._create_feedback(outlet_id=self.outlet_b.id)
        Feedback = self.env["aftersales.quality.feedback"].with_user(
            self.outlet_manager
        )
        found = Feedback.search([("id", "in", (own | other).ids)])
        self.assertEqual(found, own)
        with self.assertRaises(AccessError):
            other.with_user(self.outlet_manager).read(["quantity"])

    def test_a_false_alarm_is_cancelled(self):
        feedback = self._create_feedback(kind="short", cause=False)
        feedback.action_report()
        feedback.with_user(self.service_manager).action_cancel()
        self.assertEqual(feedback.state, "cancelled")
        self.assertFalse(feedback.activity_ids)
