from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import EvaluationCase


@tagged("post_install", "-at_install")
class TestAuditAccess(EvaluationCase):
    """Inspectors write, who is audited reads his own, others nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls._start_audit()
        cls.audit.line_ids.action_met()
        cls.audit.action_score()

    def _see(self, model, user):
        return self.env[model].with_user(user).search([])

    def test_a_department_reads_its_own_lines_and_score(self):
        user = self.office_head.user_id
        self.assertEqual(self._see("aftersales.audit", user), self.audit)
        lines = self._see("aftersales.audit.line", user)
        self.assertEqual(lines.department_id, self.office)
        self.assertEqual(len(lines), 2)
        self.assertTrue(lines[0].display_name)
        scores = self._see("aftersales.audit.score", user)
        self.assertEqual(scores.mapped("scope"), ["department"])
        self.assertEqual(self.audit.with_user(user).state, "scored")
        with self.assertRaises(AccessError):
            lines.action_not_met()
        with self.assertRaises(AccessError):
            self.audit.with_user(user).action_rework()

    def test_an_outlet_reads_its_own_lines(self):
        manager = self._create_user("outlet_manager")
        self.assertFalse(self._see("aftersales.audit.line", manager))
        self.outlet.manager_id = manager
        self.env.flush_all()
        lines = self._see("aftersales.audit.line", manager)
        self.assertEqual(lines.outlet_id, self.outlet)
        self.assertEqual(self._see("aftersales.audit.score", manager).scope, "outlet")

    def test_who_is_not_audited_sees_nothing(self):
        for user in (self.technician_user, self._create_user("finance")):
            for model in ("audit", "audit.line", "audit.score", "audit.grade"):
                self.assertFalse(self._see(f"aftersales.{model}", user), model)
            with self.assertRaises(AccessError):
                self._see("aftersales.audit.member", user)

    def test_a_draft_is_for_the_auditors_alone(self):
        draft = self._create_audit()
        draft.action_plan()
        draft.action_cancel()
        user = self.office_head.user_id
        self.assertNotIn(draft, self._see("aftersales.audit", user))

    def test_the_service_manager_reads_all_and_writes_no_results(self):
        audits = self._see("aftersales.audit", self.service_manager)
        self.assertIn(self.audit, audits)
        audit = self.audit.with_user(self.service_manager)
        self.assertEqual(len(audit.line_ids), 5)
        for step in ("rework", "present", "cancel"):
            with self.assertRaises(AccessError):
                getattr(audit, f"action_{step}")()
        with self.assertRaises(AccessError):
            audit.line_ids.write({"finding": "x"})
        with self.assertRaises(AccessError):
            audit.score_ids.write({"score": 100})

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self._create_user(
            "inspector",
            "stranger",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self._see("aftersales.audit", stranger))
        self.assertFalse(self._see("aftersales.audit.line", stranger))
