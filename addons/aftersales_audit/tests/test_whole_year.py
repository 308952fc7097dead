from decimal import Decimal
from fractions import Fraction

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..tools import scoring
from .evaluation.year import LiveYearCase

#: What stays not met: a law of the company, complaints at the outlet.
LAW, COMPLAINTS = "5.1.4.2", "5.3.2.2"


@tagged("post_install", "-at_install")
class TestWholeYear(LiveYearCase):
    """From the programme to the certificate, each step by whom it is given to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.outlet_manager
        cls.verifier = cls._create_user("inspector", "verifier")
        cls.boss = cls._create_user("finance", "boss")
        cls.boss.group_ids += cls.env.ref("aftersales_audit.group_management")
        cls.figure = cls.env.ref("aftersales_service.kpi_complaint_resolution")

    @rule("R317", "R341", "R342", "R344", "R347", "R354", "R488")
    def test_from_the_programme_to_the_certificate(self):
        audit = self._plan_the_evaluation()
        self._give_results(audit)
        self._check_result(audit)
        self._present(audit)
        digest = self._close_and_freeze(audit)
        self._put_right(audit)
        self._check_effect(audit)
        self._review(audit)
        self._get_certified(audit)
        self.assertTrue(audit._verify())
        self.assertEqual(audit.digest, digest, "Nothing that came later changed it.")

    # -- evaluation --------------------------------------------------------------------

    def _plan_the_evaluation(self):
        """Drawn up by the inspector, approved by somebody else, opened with a team."""
        programme = (
            self.env["aftersales.audit.programme"]
            .with_user(self.inspector)
            .create(
                {
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "scheme_id": self.scheme.id,
                    "matrix_id": self.matrix.id,
                    "outlet_share": 100,
                }
            )
        )
        programme.action_draw_outlets()
        self.assertIn(self.outlet, programme.outlet_ids)
        programme.outlet_ids = self.outlet
        programme.with_user(self.service_manager).action_approve()
        self.programme = programme
        audit = self.env["aftersales.audit"].with_user(self.inspector)
        audit = audit.browse(programme.action_create_audit()["res_id"])
        audit.date_planned = "2026-06-15"
        audit.member_ids = [
            Command.create({"employee_id": self.auditor.id, "role": "leader"})
        ]
        audit.action_plan()
        audit.visit_ids = [
            Command.create(
                {
                    "outlet_id": self.outlet.id,
                    "auditor_id": self.auditor.id,
                    "date_start": "2026-06-15 01:00:00",
                    "date_end": "2026-06-15 05:00:00",
                }
            )
        ]
        self._hold_meeting(audit, "opening")
        audit.action_open()
        audit.action_start()
        self.audit = audit
        return audit

    def _give_results(self, audit):
        """Proposals of live records are accepted, or overridden with a reason."""
        proposed = audit.line_ids.filtered("proposed_result")
        self.assertGreaterEqual(len(proposed.clause_id), 25)
        self.assertTrue(all(proposed.mapped("proposed_reason")))
        audit.action_accept_proposals()
        self.assertEqual(audit.done_count, len(proposed))
        kept = self._get_line(LAW) | self._get_line(COMPLAINTS, at_outlet=True)
        self.assertEqual(set(kept.mapped("proposed_result")), {"not_met"})
        other = proposed.filtered(lambda line: line.proposed_mark == 0) - kept
        other.action_met()
        other.override_reason = "Originals on paper were seen."
        audit.line_ids.filtered(lambda line: not line.result).action_met()
        self.assertEqual(audit.line_ids.filtered("is_override"), other)
        self.kept = kept

    def _check_result(self, audit):
        """To the cent, computed here once more from what stands in the lines."""
        audit.special_ids = [
            Command.create({"kind": "deduction", "ground": "rules", "description": "x"})
        ]
        audit.action_score()
        obtained = involved = Fraction(0)
        for lines in audit.line_ids.grouped("clause_id").values():
            shares = [
                Fraction(line.passed_count, line.sample_size)
                if line.result == "sampled"
                else Fraction(line.result == "met")
                for line in lines
            ]
            points = Fraction(str(lines[0].points))
            involved += points
            obtained += points * sum(shares) / len(shares)
        self.assertEqual(involved, 100)
        expected = scoring.rounded(obtained - 1)
        self.assertEqual(Decimal(f"{audit.score:.2f}"), expected)
        self.assertTrue(audit.uses_placeholder)
        whole = audit.grade_ids.filtered(lambda grade: grade.score_id.scope == "audit")
        for code in ("national_27922", "house_004"):
            grade = whole.filtered(lambda one, c=code: one.grade_scheme_id.code == c)
            reached = grade.grade_scheme_id.band_ids.filtered(
                lambda band: band.min_score <= expected
            )
            self.assertEqual(grade.band_id, max(reached, key=lambda b: b.min_score))
        self.assertFalse(audit.needs_action, "No unit is that poor.")

    def _present(self, audit):
        """Each failed indicator gets its nonconformity at the closing meeting."""
        self._hold_meeting(audit, "closing")
        audit.action_present()
        self.assertEqual(audit.nonconformity_ids.audit_line_id, self.kept)
        self.assertEqual(
            audit.nonconformity_ids.user_id,
            self.office_head.user_id | self.outlet_manager,
        )

    def _close_and_freeze(self, audit):
        audit.conclusion = "The system works."
        audit.action_close()
        self.assertEqual(audit.state, "closed")
        self.assertTrue(audit.digest and audit._verify())
        self.programme.action_finish()
        return audit.digest

    # -- from finding to verified end --------------------------------------------------

    def _put_right(self, audit):
        records = audit.nonconformity_ids.with_user(self.inspector)
        at_outlet = records.filtered("outlet_id")
        at_outlet.kpi_id = self.figure
        records.action_issue()
        for record in records:
            mine = record.with_user(record.user_id)
            mine.write(
                {
                    "root_cause": "Nobody was named for it.",
                    "action_ids": [
                        Command.create(
                            {
                                "name": f"Name somebody ({kind})",
                                "kind": kind,
                                "user_id": record.user_id.id,
                                "deadline": "2026-06-30",
                            }
                        )
                        for kind in ("corrective", "preventive")
                    ],
                }
            )
            mine.action_submit()
        records.with_user(self.service_manager).action_review()
        records.action_release()
        self.frozen_time.move_to("2026-06-28 02:00:00")
        for record in records:
            mine = record.with_user(record.user_id)
            mine.action_ids.outcome = "Named, and told in writing."
            mine.action_ids.action_finish()
            mine.action_execute()
        checked = records.with_user(self.verifier)
        checked.verification = "Letters and the register were seen."
        checked.action_verify()
        self.assertEqual(set(records.mapped("state")), {"verified"})
        self.assertEqual(
            set(records.mapped("effect_date")), {fields.Date.to_date("2026-07-28")}
        )

    def _check_effect(self, audit):
        """A month later the figure is better: they are settled."""
        for received, resolved in (("2026-06-05", False), ("2026-07-10", "2026-07-11")):
            self._complain(f"{received} 01:00:00", resolved and f"{resolved} 01:00:00")
        self.frozen_time.move_to("2026-08-03 02:00:00")
        records = audit.nonconformity_ids.with_user(self.verifier)
        records.action_measure()
        at_outlet = records.filtered("outlet_id")
        self.assertEqual((at_outlet.kpi_before, at_outlet.kpi_after), (0, 100))
        self.assertEqual(at_outlet.kpi_change, "better")
        records.effect_note = "It does not come again."
        records.action_close()
        self.assertEqual(set(records.mapped("state")), {"closed"})

    # -- review and certificate --------------------------------------------------------

    def _review(self, audit):
        """The pack tells of the year; decisions are signed and become tasks."""
        self.frozen_time.move_to("2026-12-10 02:00:00")
        review = (
            self.env["aftersales.management.review"]
            .with_user(self.inspector)
            .create(
                {
                    "title": "Year 2026",
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "chair_id": self.boss.id,
                    "participant_ids": [Command.set(self.service_manager.ids)],
                }
            )
        )
        review.action_prepare()
        figures = {row.name: row.value for row in review.figure_ids}
        self.assertIn(f"{audit.score:.2f}", figures[audit.name])
        self.assertEqual(figures["Settled"], "2")
        self.assertEqual(figures["Came Again"], "0")
        review.unreviewed_reason = "The manual is new."
        review.action_hold()
        review.write(
            {
                "conclusion": "The system is suitable and works.",
                "decision_ids": [
                    Command.create(
                        {
                            "name": "Apply for the certificate.",
                            "user_id": self.service_manager.id,
                            "deadline": "2027-01-31",
                        }
                    )
                ],
            }
        )
        review.action_sign("minutes")
        review.with_user(self.boss).action_sign("chair")
        review.action_close()
        self.assertEqual(review.state, "closed")
        task = self.env["aftersales.corrective.task"]._find_for(review)
        self.assertEqual(task.user_id, self.service_manager)

    def _get_certified(self, audit):
        """Ready or not, and on to the certificate with the level of its points."""
        band = audit.grade_ids.filtered(
            lambda grade: (
                grade.score_id.scope == "audit" and not grade.grade_scheme_id.is_house
            )
        ).band_id
        certificate = (
            self.env["aftersales.certificate"]
            .with_user(self.service_manager)
            .create(
                {
                    "scheme_id": self.scheme.id,
                    "body_id": self.env["res.partner"].create({"name": "Body"}).id,
                    "scope": "Service of desks",
                }
            )
        )
        readiness = self.env["aftersales.readiness"].with_user(self.service_manager)
        gaps = readiness.browse(certificate.action_check_readiness()["res_id"]).line_ids
        found = gaps.filtered(lambda gap: gap.name.startswith("Not met"))
        self.assertEqual(len(found), 2, "What was not met is named, clause by clause.")
        self.assertIn("equal shares", " ".join((gaps - found).mapped("name")))
        self.assertNotIn("aftersales.nonconformity", gaps.mapped("res_model"))
        for step in ("apply", "accept", "contract", "review_documents", "evaluate"):
            getattr(certificate, f"action_{step}")()
        certificate.write(
            {
                "number": "CTC-2027-1",
                "band_id": band.id,
                "valid_from": "2027-01-01",
                "valid_to": "2029-12-31",
            }
        )
        certificate.action_certify()
        self.assertEqual((certificate.state, certificate.band_id), ("certified", band))
        self.assertEqual(len(certificate.surveillance_ids), 2)
