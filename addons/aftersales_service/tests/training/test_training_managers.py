from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingManagers(TrainingCase):
    """Certified after-sales service managers: required against valid on a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Managers Ltd."})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.diploma = cls._create_certificate("Service Manager")
        cls.company.aftersales_manager_skill_ids = cls.diploma
        cls.Quota = cls.env["aftersales.manager.quota"]
        cls.quota = cls.env.ref("aftersales_service.manager_quota_company")
        cls.quota = cls.quota.with_env(cls.env)
        cls.quota.write({"rate": 0.1, "minimum": 1})
        cls.heads = [cls._create_head(number) for number in range(11)]

    @classmethod
    def _create_head(cls, number, kind="own"):
        user = cls._create_user(
            "outlet_manager",
            login=f"head_{number}_{kind}",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.env["aftersales.outlet"].create(
            {
                "name": f"Outlet {number} {kind}",
                "kind": kind,
                "manager_id": user.id,
                "company_id": cls.company.id,
            }
        )
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
        )

    @rule("R471")
    def test_a_tenth_rounded_up_and_heads_of_outlets_count(self):
        self.assertEqual((self.quota.manager_count, self.quota.required_count), (11, 2))
        self.assertEqual(self.quota.missing_count, 2)
        self._give(self.heads[0], self.diploma, last="2026-03-02")
        self.quota.invalidate_recordset()
        self.assertEqual((self.quota.certified_count, self.quota.missing_count), (1, 1))
        with freeze_time("2026-03-03 04:00:00"):
            self.quota.invalidate_recordset()
            self.assertEqual(self.quota.certified_count, 0, "it ended yesterday")

    @rule("R471")
    def test_a_company_asks_for_more_and_by_kind_of_outlet(self):
        self._create_head(20, kind="office")
        own = self.Quota.create({"company_id": self.company.id, "minimum": 3})
        office = self.Quota.create(
            {"company_id": self.company.id, "outlet_kind": "office", "rate": 1}
        )
        self.assertEqual((own.manager_count, own.required_count), (12, 3))
        self.assertEqual((office.manager_count, office.required_count), (1, 1))
        self.assertEqual(self.Quota._find_for(self.company), own | office)

    def test_settings_and_dashboard_warn_until_there_are_enough(self):
        self.assertIn(
            "0 certified, 2 required", self.company.aftersales_manager_warning
        )
        kpi = self.env.ref("aftersales_service.kpi_certified_managers")
        kpi = kpi.with_company(self.company)
        self.assertIn("2 required", kpi.manager_warning)
        for head in self.heads[:2]:
            self._give(head, self.diploma)
        self.env.invalidate_all()
        self.assertFalse(kpi.manager_warning)
        self.assertFalse(self.company.aftersales_manager_warning)

    @rule("R471")
    def test_the_key_figure_counts_the_same_people(self):
        self._give(self.heads[0], self.diploma)
        kpi = self.env.ref("aftersales_service.kpi_certified_managers")
        kpi = kpi.with_company(self.company)
        figure = kpi._measure(date(2026, 1, 1), date(2026, 12, 31))[False]
        self.assertEqual((figure.numerator, figure.denominator), (1, 11))

    def test_without_a_named_certificate_nobody_is_certified(self):
        self._give(self.heads[0], self.diploma)
        self.company.aftersales_manager_skill_ids = False
        self.quota.invalidate_recordset()
        self.assertEqual(self.quota.certified_count, 0)
        self.assertEqual(self.quota.missing_count, 2)

    def test_who_may_look_and_who_may_set(self):
        inspector = self._create_user("inspector")
        quota = self.quota.with_user(inspector)
        quota.mapped("missing_count")
        with self.assertRaises(AccessError):
            quota.minimum = 0
        with self.assertRaises(AccessError):
            self.quota.with_user(self.dispatcher).mapped("minimum")
