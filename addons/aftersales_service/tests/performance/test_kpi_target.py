from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..rules import rule
from .common import MAY, KpiCase


class TestKpiTarget(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("service_manager", login="test_boss")
        cls.kpi = cls._kpi("first_time_fix")
        cls.target = cls._create_target()

    @classmethod
    def _create_target(cls, **vals):
        return (
            cls.env["aftersales.kpi.target"]
            .with_user(cls.manager)
            .create({"kpi_id": cls.kpi.id, "year": 2031, "value": 90, **vals})
        )

    def _approve(self, targets):
        targets.with_user(self.dispatcher).action_submit()
        targets.with_user(self.dispatcher).action_collect()
        targets.with_user(self.boss).action_approve()

    @rule("R022", "R016", "R021")
    def test_departments_draft_the_desk_collects_the_manager_approves(self):
        target = self._create_target(outlet_id=self.outlet.id)
        own = target.with_user(self.outlet_manager)
        own.value = 92
        own.action_submit()
        with self.assertRaises(AccessError):
            own.action_collect()
        target.with_user(self.dispatcher).action_collect()
        with self.assertRaises(AccessError):
            target.with_user(self.dispatcher).action_approve()
        target.with_user(self.boss).action_approve()
        self.assertEqual(target.state, "approved")
        self.assertEqual(target.approved_by_id, self.boss)
        self.assertTrue(target.approved_at)

    @rule("R022", "R036")
    def test_nobody_approves_his_own_draft(self):
        self.target.action_submit()
        self.target.action_collect()
        with self.assertRaisesRegex(UserError, "somebody else"):
            self.target.with_context(lang="en_US").action_approve()
        # Who changed it last drafted it too.
        self.target.with_user(self.dispatcher).action_return()
        self.target.with_user(self.boss).value = 95
        self._submit_and_collect(self.target)
        with self.assertRaises(UserError):
            self.target.with_user(self.boss).action_approve()

    def _submit_and_collect(self, target):
        target.with_user(self.dispatcher).action_submit()
        target.with_user(self.dispatcher).action_collect()

    @rule("R023", "R013")
    def test_a_target_is_a_number(self):
        self.target.value = 0
        with self.assertRaises(UserError):
            self.target.action_submit()
        none = self._create_target(kpi_id=self._kpi("major_complaints").id, value=0)
        none.action_submit()
        self.assertEqual(none.state, "submitted")

    def test_steps_are_the_only_way_to_a_state(self):
        with self.assertRaises(UserError):
            self.target.state = "approved"
        with self.assertRaises(UserError):
            self._create_target(state="approved", year=2032)

    @rule("R014", "R027")
    def test_what_was_agreed_on_is_revised_not_changed(self):
        self._approve(self.target)
        for vals in (
            {"value": 50},
            {"year": 2030},
            {"kpi_id": self._kpi("reopened").id},
        ):
            with self.assertRaises(UserError):
                self.target.write(vals)
        with self.assertRaises(UserError):
            self.target.unlink()
        action = self.target.action_revise()
        revised = self.target.browse(action["res_id"])
        self.assertEqual((revised.version, revised.state), (2, "draft"))
        revised.value = 93
        self.assertEqual(self.target.state, "approved")
        self._approve(revised)
        self.assertEqual(self.target.state, "superseded")
        self.assertEqual((self.target.value, revised.value), (90, 93))

    @rule("R027")
    def test_targets_of_the_next_year_begin_from_those_that_hold(self):
        part = self._create_target(outlet_id=self.outlet.id, parent_id=self.target.id)
        self._approve(part + self.target)
        (part + self.target).action_next_year()
        draft = self.target.next_ids
        self.assertEqual((draft.year, draft.value, draft.state), (2032, 90, "draft"))
        self.assertEqual(draft.child_ids, part.next_ids)
        self._approve(part.next_ids + draft)
        self.assertEqual(self.target.state, "approved", "its own year goes on")
        self.target.action_next_year()
        self.assertEqual(len(self.target.next_ids), 1)

    @rule("R026")
    def test_who_assesses(self):
        self.company.aftersales_general_manager_id = self.boss
        self.company.aftersales_representative_id = self.manager
        self.assertEqual(self._create_target(year=2033).assessor_id, self.boss)
        part = self._create_target(year=2033, department_id=self.department.id)
        self.assertEqual(part.assessor_id, self.manager)

    # -- splitting down --------------------------------------------------------------
    @rule("R013", "R033", "R037")
    def test_parts_must_add_up_to_the_whole(self):
        parts = self._create_target(
            outlet_id=self.outlet.id, parent_id=self.target.id, value=80, weight=3
        )
        parts += self._create_target(
            outlet_id=self.other_outlet.id, parent_id=self.target.id, value=100
        )
        self.assertEqual(self.target.split_value, 85)
        self.assertTrue(self.target.is_split_short)
        with self.assertRaises(UserError):
            self._approve(self.target)
        parts[0].value = 90
        self.assertFalse(self.target.is_split_short)
        self.assertEqual(self.target.split_value, 92.5)
        self._approve(self.target)

    def test_numbers_are_added_up(self):
        whole = self._create_target(kpi_id=self._kpi("major_complaints").id, value=0)
        self._create_target(
            kpi_id=whole.kpi_id.id,
            outlet_id=self.outlet.id,
            parent_id=whole.id,
            value=1,
        )
        self.assertTrue(whole.is_split_short)

    def test_split_to_outlets_weighs_by_last_year(self):
        for number in range(3):
            self._create_done(
                f"2030-05-0{number + 1} 01:00:00",
                equipment_id=False,
                repaired_at=f"2030-05-0{number + 1} 03:00:00",
            )
        self.target.with_user(self.dispatcher).action_split_to_outlets()
        weights = {part.outlet_id: part.weight for part in self.target.child_ids}
        self.assertEqual(weights[self.outlet], 3)
        self.assertEqual(weights[self.other_outlet], 1)
        count = len(self.target.child_ids)
        self.target.with_user(self.dispatcher).action_split_to_outlets()
        self.assertEqual(len(self.target.child_ids), count)

    def test_split_to_departments(self):
        self.target.with_user(self.dispatcher).action_split_to_departments()
        self.assertIn(self.department, self.target.child_ids.department_id)

    # -- what does not fit -----------------------------------------------------------
    def test_one_target_for_a_figure_period_and_place(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_target()

    def test_yearly_figures_have_no_quarters(self):
        with self.assertRaises(ValidationError):
            self._create_target(kpi_id=self._kpi("certified_managers").id, quarter="1")

    def test_a_quarters_own_target_comes_first(self):
        quarter = self._create_target(quarter="2", value=95)
        self._approve(self.target + quarter)
        find = self.env["aftersales.kpi.target"]._find_targets
        self.assertEqual(find(self.kpi, "month", MAY[0])["company", False], quarter)
        self.assertEqual(find(self.kpi, "quarter", MAY[0])["company", False], quarter)
        self.assertEqual(find(self.kpi, "year", MAY[0])["company", False], self.target)

    def test_a_person_drafts_in_the_form(self):
        with Form(self.env["aftersales.kpi.target"].with_user(self.manager)) as form:
            form.kpi_id = self._kpi("reopened")
            form.year = 2031
            form.value = 2
        self.assertEqual(form.record.state, "draft")
        self.assertEqual(form.record.drafted_by_id, self.manager)

    # -- who sees what ---------------------------------------------------------------
    def test_outlets_draft_for_themselves_only(self):
        Target = self.env["aftersales.kpi.target"].with_user(self.outlet_manager)
        vals = {"kpi_id": self.kpi.id, "year": 2034, "value": 90}
        self.assertTrue(Target.create({**vals, "outlet_id": self.outlet.id}))
        for foreign in ({"outlet_id": self.other_outlet.id}, {}):
            with self.assertRaises(AccessError):
                Target.create({**vals, **foreign})
        theirs = self._create_target(outlet_id=self.other_outlet.id)
        self.assertFalse(Target.search([("id", "=", theirs.id)]))

    def test_technicians_read_what_the_company_is_to_reach(self):
        Target = self.env["aftersales.kpi.target"].with_user(self.technician_user)
        self.assertFalse(Target.search([("id", "=", self.target.id)]), "a draft")
        self._approve(self.target)
        self.assertTrue(Target.search([("id", "=", self.target.id)]))
        with self.assertRaises(AccessError):
            self.target.with_user(self.technician_user).basis = "Mine"

    def test_the_inspector_reads_and_writes_nothing(self):
        target = self.target.with_user(self.inspector)
        self.assertEqual(target.value, 90)
        with self.assertRaises(AccessError):
            target.action_submit()
