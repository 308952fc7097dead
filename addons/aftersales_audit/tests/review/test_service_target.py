from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..nonconformity.common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 02:00:00")
class TestServiceTarget(NonconformityCase):
    """Targets are proposed every quarter, are figures, and may be changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env.ref("aftersales_service.kpi_response_in_time")
        cls.office_clerk = cls._create_user("dispatcher", "clerk")
        cls.target = (
            cls.env["aftersales.kpi.target"]
            .with_user(cls.office_clerk)
            .create(
                {
                    "kpi_id": cls.kpi.id,
                    "company_id": cls.company.id,
                    "year": 2026,
                    "quarter": "1",
                    "department_id": cls.plant.id,
                    "value": 95,
                }
            )
        )

    def _approve(self, target):
        target.action_submit()
        target.action_collect()
        target.with_user(self.service_manager).action_approve()

    def _next(self):
        return self.target.search([("year", "=", 2026), ("quarter", "=", "2")])

    @rule("R319")
    def test_each_quarter_is_proposed_from_the_one_before(self):
        self._approve(self.target)
        self.company.aftersales_service_manager_id = self.service_manager
        Target = self.env["aftersales.kpi.target"]
        Target._cron_propose_next_quarter()
        self.assertFalse(self._next())
        with freeze_time("2026-03-20 02:00:00"):
            for _run in range(2):
                Target._cron_propose_next_quarter()
        draft = self._next()
        self.assertEqual((draft.value, draft.state), (95, "draft"))
        self.assertEqual(draft.department_id, self.plant)
        self.assertEqual(draft.activity_ids.user_id, self.service_manager)
        mine = draft.with_user(self.office_clerk)
        mine.value = 0
        with self.assertRaisesRegex(UserError, "must be a number"):
            mine.action_submit()
        mine.value = 96
        self._approve(mine)
        self.assertEqual(self.target.state, "approved")

    @rule("R319")
    def test_a_target_that_holds_is_changed_as_the_case_requires(self):
        self._approve(self.target)
        drafts = self.target.action_next_quarter()["domain"]
        self.assertEqual(self.target.search(drafts), self._next())
        self.target.action_revise()
        revised = self.target.next_ids
        revised.value = 93
        self._approve(revised)
        self.assertEqual((revised.version, self.target.state), (2, "superseded"))
        with self.assertRaises(UserError):
            revised.value = 90

    def test_many_cost_no_more_queries_than_two(self):
        def count(number):
            departments = self.env["hr.department"].create(
                [{"name": f"D{number}.{n}"} for n in range(number)]
            )
            targets = self.env["aftersales.kpi.target"].create(
                [
                    {
                        "kpi_id": self.kpi.id,
                        "company_id": self.company.id,
                        "year": 2026,
                        "quarter": "1",
                        "department_id": department.id,
                        "value": 90,
                    }
                    for department in departments
                ]
            )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE aftersales_kpi_target SET state = 'approved' WHERE id IN %s",
                [tuple(targets.ids)],
            )
            self.env.invalidate_all()
            return self._count_queries(targets._propose_next_quarter)

        count(2)
        self.assertEqual(count(3), count(20))

    @rule("R302", "R304", "R307", "R309", "R312")
    def test_targets_of_other_departments_are_there_to_be_agreed(self):
        """A handbook proposes them; a company takes them over as drafts."""
        items = self.env["aftersales.handbook.item"].search(
            [
                (
                    "handbook_id",
                    "=",
                    self.env.ref("aftersales_service.handbook_furniture").id,
                )
            ]
        )
        found = {
            item.rules: (item.amount, item.kpi_id.direction)
            for item in items
            if item.kpi_id
        }
        self.assertEqual(found["R302"], (1, "low"))
        for name in ("R304", "R307", "R309"):
            self.assertEqual(found[name], (95, "high"))
        accidents = self.env.ref("aftersales_service.handbook_funeral_kpi_accidents")
        self.assertEqual((accidents.amount, accidents.kpi_id.direction), (0, "zero"))
        company = self.env["res.company"].create({"name": "New Company"})
        admin = self._create_user(
            "admin",
            "new_admin",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for name in ("furniture", "funeral"):
            setup = (
                self.env["aftersales.handbook.setup"]
                .with_user(admin)
                .with_context(allowed_company_ids=company.ids)
                .create(
                    {
                        "handbook_id": self.env.ref(
                            f"aftersales_service.handbook_{name}"
                        ).id,
                        "company_id": company.id,
                    }
                )
            )
            setup.action_preview()
            setup.action_apply()
        targets = self.target.sudo().search([("company_id", "=", company.id)])
        agreed = (
            items.filtered(
                lambda item: item.rules in ("R302", "R304", "R307", "R309")
            ).kpi_id
            | accidents.kpi_id
        )
        self.assertLessEqual(agreed, targets.kpi_id)
        self.assertEqual(set(targets.mapped("state")), {"draft"})

    @rule("R032")
    def test_no_law_is_broken(self):
        evaluation = self.env["aftersales.legal.evaluation"].create(
            {"year": 2026, "company_id": self.company.id}
        )
        laws = self.env["aftersales.legal.item"].search([], limit=2)
        self.env["aftersales.legal.evaluation.line"].create(
            [
                {
                    "evaluation_id": evaluation.id,
                    "item_id": law.id,
                    "department_id": self.plant.id,
                    "outcome": outcome,
                }
                for law, outcome in zip(laws, ("complied", "not"), strict=True)
            ]
        )
        kpi = self.env.ref("aftersales_audit.kpi_rule_breaches")
        days = (fields.Date.to_date("2026-01-01"), fields.Date.to_date("2026-12-31"))
        self.assertFalse(kpi._measure(*days, "department").get(self.plant.id))
        self.env.cr.execute("UPDATE aftersales_legal_evaluation SET state = 'done'")
        self.env.invalidate_all()
        self.assertEqual(kpi._measure(*days, "department")[self.plant.id].value, 1)
        self.assertEqual(kpi._measure(*days)[False].value, 1)
        self.assertEqual(kpi.direction, "zero")
