from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase


@tagged("post_install", "-at_install")
class TestProgramme(EvaluationCase):
    """The year's programme: a sample that can be drawn again, approved by another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlets = cls.outlet
        for number in range(4):
            cls.outlets += cls._create_outlet(name=f"Branch {number}")
        cls.programme = (
            cls.env["aftersales.audit.programme"]
            .with_user(cls.inspector)
            .create(
                {
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "scheme_id": cls.scheme.id,
                    "matrix_id": cls.matrix.id,
                    "outlet_share": 30,
                    "seed": 7,
                }
            )
        )

    def test_the_same_seed_draws_the_same_outlets(self):
        self.programme.action_draw_outlets()
        drawn = self.programme.outlet_ids
        everything = self.programme._get_outlets()
        self.assertEqual(len(drawn), -(-len(everything) * 30 // 100))
        self.programme.outlet_ids = False
        self.programme.action_draw_outlets()
        self.assertEqual(self.programme.outlet_ids, drawn)
        self.programme.outlet_share = 60
        self.programme.action_draw_outlets()
        self.assertLess(drawn, self.programme.outlet_ids)

    @rule("R317", "R344")
    def test_from_the_programme_to_the_year_s_evaluation(self):
        programme = self.programme
        with self.assertRaisesRegex(UserError, "not approved"):
            programme.action_create_audit()
        with self.assertRaises(AccessError):
            programme.action_approve()
        programme.action_draw_outlets()
        programme.with_user(self.service_manager).action_approve()
        with self.assertRaisesRegex(UserError, "Back to Draft"):
            programme.seed = 8
        action = programme.action_create_audit()
        audit = self.env["aftersales.audit"].browse(action["res_id"])
        self.assertEqual(audit.outlet_ids, programme.outlet_ids)
        self.assertEqual(audit.matrix_id, self.matrix)
        with self.assertRaisesRegex(UserError, "is not closed"):
            programme.action_finish()
        audit.action_cancel()
        programme.action_finish()
        self.assertEqual(programme.state, "done")

    def test_who_drew_it_up_does_not_approve_it(self):
        admin = self._create_user("admin", "audit_admin")
        own = self.programme.with_user(admin).copy()
        with self.assertRaisesRegex(UserError, "somebody else approves"):
            own.action_approve()

    def test_the_form_is_filled_in(self):
        form = Form(self.env["aftersales.audit.programme"].with_user(self.inspector))
        form.scheme_id = self.scheme
        form.matrix_id = self.matrix
        self.assertTrue(form.save().name)
        other = self._create_scheme(code="OTHER")
        with self.assertRaisesRegex(ValidationError, "another scheme"):
            self.programme.scheme_id = other
