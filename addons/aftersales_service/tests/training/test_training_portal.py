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

    @rule("R424")
    def test_the_link_opens_the_exam_without_a_login(self):
        exam = self.env["survey.survey"].create(
            {
                "title": "Exam on Conduct",
                "certification": True,
                "scoring_type": "scoring_without_answers",
                "access_mode": "token",
                "question_and_page_ids": [
                    (0, 0, {"title": "Badge?", "question_type": "char_box"})
                ],
            }
        )
        course = self.env["aftersales.training"].create(
            {"name": "Conduct", "exam_id": exam.id}
        )
        session = self.env["aftersales.training.session"].create(
            {
                "training_id": course.id,
                "date_start": "2026-03-01 01:00:00",
                "date_end": "2026-03-01 09:00:00",
                "attendance_ids": [(0, 0, {"employee_id": self.helper.id})],
            }
        )
        session.action_send_exams()
        self.authenticate(None, None)
        path = "/survey" + session.attendance_ids.exam_url.split("/survey")[1]
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Exam on Conduct", page.text)

    def test_cards_cost_the_same_for_many_people(self):
        people = self.env["hr.employee"].create([{"name": f"P{i}"} for i in range(20)])
        with freeze_time("2026-03-02"):
            people._get_training_cards()
            few = self._count_queries(people[:2]._get_training_cards)
            self.assertEqual(self._count_queries(people._get_training_cards), few)
