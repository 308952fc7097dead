import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.models.sealed_mixin import SEALING
from odoo.addons.aftersales_service.tests.rules import rule

from .year import LiveYearCase


@tagged("post_install", "-at_install")
class TestEvidenceYear(LiveYearCase):
    """What a year says of the standard's indicators."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls._start_audit()

    @rule("R343", "R347")
    def test_the_records_propose_marks_for_25_indicators_and_more(self):
        proposed = self.audit.line_ids.filtered("proposed_result").clause_id
        self.assertGreaterEqual(len(proposed), 25)
        passed = self.audit.line_ids.filtered(
            lambda line: line.proposed_result in ("met", "sampled")
        ).clause_id
        self.assertGreaterEqual(len(passed), 15)

    @rule("R360")
    def test_samples_are_counted_and_linked(self):
        line = self._get_line("5.2.2")
        self.assertEqual(line.proposed_result, "sampled")
        # Three visits, of which one was left without a briefing.
        briefed = line.evidence_ids.filtered(
            lambda item: item.source == "briefings_given"
        )
        self.assertEqual(briefed.mapped("count"), [3, 1])
        self.assertEqual(briefed[1].res_ids, self.visit.ids)
        self.assertEqual(briefed[1].res_names, [self.visit.display_name])
        with self.assertRaises(AccessError):
            briefed.with_user(self.dispatcher).read(["res_names"])
        self.assertIn(
            "Customers briefed after the visit: 2 of 3.", line.proposed_reason
        )

    @rule("R361", "R362", "R363")
    def test_what_certifiers_found_before_is_looked_at(self):
        """Little training, no work on standards, defects that nobody publishes."""
        training = self._get_line("5.1.3.2")
        self.assertIn(
            "sessions held of those planned: 1 of 2.", training.proposed_reason
        )
        standards = self._get_line("5.1.6.4")
        self.assertEqual(standards.proposed_result, "not_met")
        self.assertIn("nothing counted. Required: 1.", standards.proposed_reason)
        defects = self._get_line("5.2.1.5").clause_id
        self.assertEqual(defects.evidence_sources, "defects_published")

    @rule("R356")
    def test_a_limit_decides_and_says_so(self):
        line = self._get_line("5.1.4.2")
        self.assertEqual(line.proposed_result, "not_met")
        self.assertIn("Required: at least 100.", line.proposed_reason)
        self.assertIn("Laws we keep that still hold: ", line.proposed_reason)

    def test_what_an_outlet_did_is_its_own(self):
        other = self._create_outlet(name="Yantai Branch", cities="Yantai")
        self.audit.sudo().outlet_ids |= other
        self.env["aftersales.audit.line"].sudo().create(
            self.audit._prepare_line(
                self._get_line("5.2.4.1").clause_id, outlet_id=other.id
            )
        )
        self.audit.action_collect_evidence()
        own, others = self._get_line("5.2.4.1", at_outlet=True).sorted(
            lambda line: line.outlet_id == other
        )
        self.assertEqual(own.proposed_result, "sampled")
        self.assertFalse(others.proposed_result, "The company's answer is not theirs.")

    def test_the_limit_is_the_companys(self):
        criterion = self._get_line("5.1.4.2").clause_id.criterion_ids.filtered(
            lambda one: one.source == "laws_valid"
        )
        with self.assertRaises(AccessError):
            criterion.with_user(self.dispatcher).threshold = 0
        criterion.clause_id.criterion_ids = [Command.set(criterion.ids)]
        criterion.with_user(self.service_manager).threshold = 0
        self.audit.action_collect_evidence()
        self.assertEqual(self._get_line("5.1.4.2").proposed_result, "met")

    def _close(self):
        lines = self.audit.line_ids
        self.audit.action_accept_proposals()
        lines.filtered(lambda line: not line.result).action_met()
        self._close_audit(self.audit)

    def test_what_was_collected_stays_when_records_change(self):
        self._close()
        line = self._get_line("5.2.2")
        before = line.proposed_reason, line.evidence_ids.mapped("res_names")
        self.visit.sudo().write({"briefing_given": True})
        self.env["aftersales.dispatch"].sudo().search([]).name = "Renamed"
        self.env.invalidate_all()
        self.assertEqual(
            (line.proposed_reason, line.evidence_ids.mapped("res_names")), before
        )
        self.assertTrue(self.audit._verify())
        with self.assertRaises(UserError):
            self.audit.action_collect_evidence()
        with self.assertRaises(UserError):
            line.evidence_ids.sudo().unlink()

    @rule("R346", "R354")
    def test_the_evidence_file_proves_itself(self):
        with self.assertRaisesRegex(UserError, "close it first"):
            self.audit.action_pack_evidence()
        self._close()
        with self.assertRaises(AccessError):
            self.audit.with_user(self.dispatcher).action_pack_evidence()
        with patch.object(
            type(self.env["ir.actions.report"]),
            "_render_qweb_pdf",
            return_value=(b"%PDF-1.4", "pdf"),
        ):
            self.audit.action_pack_evidence()
        self.assertTrue(self.audit._verify(), "Packing changes nothing.")
        self.assertFalse(self.audit._get_verify_problems())
        self.assertEqual(
            self.audit.action_verify()["params"]["type"], "success", self.audit.name
        )
        with self.assertRaisesRegex(AccessError, "may not export"):
            self.audit.action_download_evidence()
        self.inspector.group_ids |= self.env.ref("base.group_allow_export")
        self.assertIn("evidence_file", self.audit.action_download_evidence()["url"])
        with self.assertRaises(UserError):
            self.audit.sudo().evidence_file = base64.b64encode(b"x")
        self._touch(b"5.2.2 Technical Support", b"5.2.2 Technical support")
        problems = self.audit._get_verify_problems()
        self.assertEqual(len(problems), 2, problems)
        self.assertIn("evidence.csv was changed.", problems)
        self.assertEqual(self.audit.action_verify()["params"]["type"], "danger")

    def _touch(self, old: bytes, new: bytes):
        """Change one byte of what is kept, behind everybody's back."""
        kept = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "aftersales.audit"),
                    ("res_field", "=", "evidence_file"),
                    ("res_id", "=", self.audit.id),
                ]
            )
        )
        kept = kept.with_context(_aftersales_sealing=SEALING)
        kept.raw = kept.raw.replace(old, new)
        self.env.invalidate_all()

    def test_a_changed_evaluation_is_not_packed(self):
        self._close()
        self.env.cr.execute(
            "UPDATE aftersales_audit_line SET finding = 'x' WHERE id = %s",
            [self.audit.line_ids[0].id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "it proves nothing"):
            self.audit.action_pack_evidence()
