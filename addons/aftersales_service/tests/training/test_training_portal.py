from freezegun import freeze_time

from odoo.tests import tagged

from ..network.portal_common import OutletPortalCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestTrainingPortal(OutletPortalCase):
    """An outlet's page shows what its own people may do, and nobody else's."""

    @rule("R428")
    def test_certificates_and_trainings_of_the_outlet_s_own_people(self):
        kind = self.env["hr.skill.type"].create(
            {
                "name": "Papers",
                "is_certification": True,
                "skill_ids": [(0, 0, {"name": name}) for name in ("Crane", "Welder")],
                "skill_level_ids": [(0, 0, {"name": "Held", "level_progress": 100})],
            }
        )
        course = self.env["aftersales.training"].create({"name": "Rules of Service"})
        self.env["aftersales.post.requirement"].search([]).active = False
        self.env["aftersales.post.requirement"].create(
            {"training_ids": [(6, 0, course.ids)]}
        )
        self.env["hr.employee.skill"].create(
            [
                {
                    "employee_id": person.id,
                    "skill_type_id": kind.id,
                    "skill_id": skill.id,
                    "skill_level_id": kind.skill_level_ids.id,
                    "valid_from": "2020-01-01",
                    "valid_to": "2020-12-31",
                }
                for person, skill in zip(
                    self.helper | self.stranger, kind.skill_ids, strict=True
                )
            ]
        )
        page = self._get_page("/my/outlet/technicians")
        self.assertIn("Crane", page)
        self.assertIn("ended on", page)
        self.assertIn("Rules of Service", page)
        self.assertNotIn("Welder", page)

    def test_cards_cost_the_same_for_many_people(self):
        people = self.env["hr.employee"].create([{"name": f"P{i}"} for i in range(20)])
        with freeze_time("2026-03-02"):
            people._get_training_cards()
            few = self._count_queries(people[:2]._get_training_cards)
            self.assertEqual(self._count_queries(people._get_training_cards), few)
