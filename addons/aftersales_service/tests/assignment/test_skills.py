from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import AssignmentCase, monday


@tagged("post_install", "-at_install")
class TestSkills(AssignmentCase):
    """What work requires, and that nobody goes without a valid certificate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.electrician = cls._create_certificate()
        cls.type_repair.requirement_ids = [(0, 0, {"skill_id": cls.electrician.id})]

    def _plan(self, **vals):
        return self._create_dispatch(
            self.order.with_user(self.dispatcher),
            scheduled_start=monday(1),
            scheduled_end=monday(3),
            **vals,
        )

    # -- what is required ----

    def _skills_needed(self, order):
        needs = self.env["aftersales.skill.requirement"]._get_needs(order)[order]
        return {need.skill for need in needs}

    def test_type_fault_product_and_category_all_require(self):
        parent = self.env["product.category"].create({"name": "Machines"})
        category = self.env["product.category"].create(
            {"name": "Lifts", "parent_id": parent.id}
        )
        self.product.categ_id = category
        group = self._create_fault_code("Electric", "symptom")
        self.symptom.parent_id = group
        skills = [self._create_certificate(name) for name in "ABCD"]
        owners = (
            {"fault_code_id": group.id},
            {"product_tmpl_id": self.product.product_tmpl_id.id},
            {"product_categ_id": parent.id},
            {"product_categ_id": category.id},
        )
        self.env["aftersales.skill.requirement"].create(
            [
                {"skill_id": skill.id, **owner}
                for skill, owner in zip(skills, owners, strict=True)
            ]
        )
        expected = {self.electrician.id, *(skill.id for skill in skills)}
        self.assertEqual(self._skills_needed(self.order), expected)

    def test_the_highest_level_asked_for_counts(self):
        levels = self.electrician.skill_type_id.skill_level_ids
        self.env["aftersales.skill.requirement"].create(
            {
                "skill_id": self.electrician.id,
                "product_tmpl_id": self.product.product_tmpl_id.id,
                "skill_level_id": levels.filtered(lambda lv: lv.name == "Full").id,
            }
        )
        needs = self.env["aftersales.skill.requirement"]._get_needs(self.order)
        self.assertEqual([need.level for need in needs[self.order]], [100])

    def test_a_requirement_belongs_to_one_thing_only(self):
        for owners in (
            {},
            {"order_type_id": self.type_repair.id, "fault_code_id": self.symptom.id},
        ):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.env["aftersales.skill.requirement"].create(
                    {"skill_id": self._create_certificate("X").id, **owners}
                )

    def test_a_manager_writes_requirements_on_the_order_type(self):
        manager = self._create_user("service_manager")
        skill = self._create_certificate("Welder")
        with (
            Form(self.type_installation.with_user(manager)) as form,
            form.requirement_ids.new() as line,
        ):
            line.skill_id = skill.with_user(manager)
        self.assertEqual(self.type_installation.requirement_ids.skill_id, skill)
        with self.assertRaises(AccessError):
            self.type_installation.requirement_ids.with_user(self.dispatcher).unlink()

    # -- certificates ----

    @rule("R424")
    def test_a_visit_without_the_certificate_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Electrician.* is missing"):
            self._plan()

    @rule("R424")
    def test_an_expired_certificate_is_refused_with_its_end_and_the_cure(self):
        self._give(self.wang, self.electrician, until="2026-03-01")
        with self.assertRaises(ValidationError) as caught:
            self._plan()
        message = str(caught.exception)
        for expected in ("Wang Gong", "Electrician", "03/01/2026", "Renew it"):
            self.assertIn(expected, message)

    @rule("R424")
    def test_a_certificate_that_is_not_valid_yet_is_refused(self):
        self._give(self.wang, self.electrician, since="2026-03-03")
        with self.assertRaisesRegex(ValidationError, "valid only from 03/03/2026"):
            self._plan()

    def test_the_last_day_of_a_certificate_counts(self):
        self._give(self.wang, self.electrician, until="2026-03-02")
        self.assertFalse(self._plan().skill_note)

    def test_the_day_is_that_of_the_technician(self):
        # Still 2 March in UTC, 3 March in Shanghai.
        self._give(self.wang, self.electrician, until="2026-03-02")
        with self.assertRaises(ValidationError):
            self._create_dispatch(
                self.order, scheduled_start=monday(22), scheduled_end=monday(23)
            )

    def test_a_visit_is_not_moved_past_the_end_of_a_certificate(self):
        self._give(self.wang, self.electrician, until="2026-03-02")
        visit = self._plan()
        with self.assertRaises(ValidationError):
            visit.write(
                {
                    "scheduled_start": "2026-03-03 01:00:00",
                    "scheduled_end": "2026-03-03 03:00:00",
                }
            )

    @rule("R424")
    def test_a_certificate_that_ended_since_hinders_sending(self):
        paper = self._give(self.wang, self.electrician)
        visit = self._plan()
        paper.valid_to = "2026-03-01"
        with self.assertRaisesRegex(UserError, "ended on 03/01/2026"):
            visit.with_user(self.dispatcher).action_send()
        self.assertEqual(visit.state, "planned")

    def test_a_company_may_only_warn(self):
        self.company.aftersales_skill_check = "warn"
        visit = self._plan()
        self.assertIn("is missing", visit.skill_note)
        visit.action_send()
        self.assertEqual(visit.state, "sent")

    def test_a_company_may_not_look_at_all(self):
        self.company.aftersales_skill_check = "none"
        self.assertFalse(self._plan().skill_note)

    def test_one_of_a_team_is_enough(self):
        self._give(self.zhao, self.electrician)
        visit = self._plan(technician_ids=(self.wang | self.zhao).ids)
        self.assertFalse(visit.skill_note)

    def test_a_skill_that_is_no_certificate_is_only_warned_of(self):
        skill = self._create_certificate("Patience", is_certification=False)
        self.type_repair.requirement_ids = [
            (5,),
            (0, 0, {"skill_id": skill.id}),
        ]
        visit = self._plan()
        self.assertIn("Patience", visit.skill_note)
        visit.action_send()

    # -- ranking ----

    @rule("R424")
    def test_nobody_without_a_valid_certificate_is_proposed(self):
        self._give(self.wang, self.electrician)
        self._give(self.zhao, self.electrician, until="2026-03-01")
        ranked = self._rank()
        self.assertEqual(list(ranked)[0], self.wang)
        self.assertTrue(ranked[self.wang].can_go)
        self.assertIn("expired", self._codes(ranked[self.zhao]))
        self.assertIn("missing", self._codes(ranked[self.li]))
        self.assertFalse(ranked[self.zhao].can_go or ranked[self.li].can_go)

    def test_checking_costs_the_same_for_many_visits(self):
        self.company.aftersales_skill_check = "warn"
        self.company.aftersales_booking_check = "none"
        self._give(self.wang, self.electrician, until="2026-03-01")
        visits = self.Dispatch.create(
            [
                {
                    "order_id": self._create_order(type_id=self.type_repair.id).id,
                    "technician_ids": self.people[n % 3].ids,
                    "scheduled_start": monday(1),
                    "scheduled_end": monday(2),
                }
                for n in range(20)
            ]
        )
        visits.mapped("skill_note")
        few = self._count_queries(lambda: visits[:3].mapped("skill_note"))
        many = self._count_queries(lambda: visits.mapped("skill_note"))
        self.assertTrue(all(visits.mapped("skill_note")))
        self.assertLessEqual(many, few)
