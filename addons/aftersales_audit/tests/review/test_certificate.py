from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..nonconformity.common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestCertificate(NonconformityCase):
    """From the application to the yearly surveillance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bands = cls.env.ref("aftersales_audit.grade_scheme_national").band_ids
        cls.certificate = (
            cls.env["aftersales.certificate"]
            .with_user(cls.inspector)
            .create(
                {
                    "scheme_id": cls.scheme.id,
                    "body_id": cls.env["res.partner"].create({"name": "Body"}).id,
                    "scope": "Service of desks",
                }
            )
        )

    def _grant(self):
        record = self.certificate
        for step in ("apply", "accept", "contract", "review_documents", "evaluate"):
            getattr(record, f"action_{step}")()
        record.write(
            {
                "number": "C-1",
                "band_id": self.bands[0].id,
                "valid_from": "2026-06-01",
                "valid_to": "2029-05-31",
            }
        )
        record.action_certify()

    def test_stages_in_their_order(self):
        with self.assertRaisesRegex(UserError, "Apply"):
            self.certificate.action_evaluate()
        self._grant()
        self.assertEqual(self.certificate.state, "certified")
        self.assertTrue(self.certificate.onsite_at)
        with self.assertRaises(UserError):
            self.certificate.onsite_at = "2020-01-01 00:00:00"
        with self.assertRaises(UserError):
            self.certificate.unlink()

    @rule("R357")
    def test_it_is_watched_every_year_and_its_level_adjusted(self):
        self._grant()
        first, second = self.certificate.surveillance_ids
        day = fields.Date.to_date
        self.assertEqual(first.date_due, day("2027-06-01"))
        self.assertEqual(second.date_due, day("2028-06-01"))
        with self.assertRaisesRegex(UserError, "decision"):
            first.action_record()
        first.write({"date_done": "2027-06-01", "outcome": "adjusted"})
        with self.assertRaisesRegex(UserError, "new level"):
            first.action_record()
        first.band_id = self.bands[1]
        first.action_record()
        self.assertEqual(self.certificate.band_id, self.bands[1])
        with self.assertRaisesRegex(UserError, "was recorded stays"):
            first.action_record()
        with self.assertRaisesRegex(UserError, "by its button"):
            first.copy({"recorded_at": "2027-06-01"})
        with self.assertRaises(UserError):
            first.outcome = "kept"
        second.write({"date_done": "2028-06-01", "outcome": "suspended"})
        second.action_record()
        self.assertEqual(self.certificate.state, "suspended")
        self.certificate.action_restore()

    @rule("R323", "R358", "R359")
    def test_the_certifier_verifies_what_he_found(self):
        self._grant()
        row = self.certificate.surveillance_ids[0]
        finding = self._find(
            source="certifier",
            certificate_id=self.certificate.id,
            surveillance_id=row.id,
            body_deadline="2026-06-03",
            severity_id=self.observation.id,
        )
        row.write({"date_done": "2026-06-01", "outcome": "kept"})
        with self.assertRaisesRegex(UserError, "not verified"):
            row.action_record()
        self._walk_to_verified(finding)
        self.assertEqual(finding.plan_deadline, fields.Date.to_date("2026-06-03"))
        other = finding.with_user(self.verifier)
        with self.assertRaisesRegex(UserError, "Verified by the Certifier"):
            other.action_close()
        other.body_verified_on = "2026-06-02"
        other.action_close()
        row.action_record()
        self.assertTrue(row.recorded_at)

    def test_its_end_and_its_surveillance_are_told_in_time(self):
        self._grant()
        record, rows = self.certificate, self.certificate.surveillance_ids
        with freeze_time("2027-04-02 02:00:00"):
            for _run in range(2):
                rows._remind_batch(10)
        self.assertEqual(len(record.activity_ids), 1)
        with freeze_time("2028-12-15 02:00:00"):
            for _run in range(2):
                record._remind_batch(10)
            self.assertEqual(record.validity, "expiring")
        self.assertEqual(len(record.activity_ids), 2)
        renewal = record.browse(record.action_renew()["res_id"])
        self.assertEqual((renewal.previous_id, renewal.state), (record, "draft"))
        with freeze_time("2029-06-01 02:00:00"):
            record.invalidate_recordset(["validity"])
            self.assertEqual(record.validity, "expired")

    def test_others_see_no_certificate(self):
        with self.assertRaises(AccessError):
            self.certificate.with_user(self.plant_user).read(["number"])
        with self.assertRaises(AccessError):
            self.env["aftersales.readiness"].with_user(self.plant_user).action_open()
        with self.assertRaises(UserError):
            self.certificate.state = "certified"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestReadiness(NonconformityCase):
    """What would a certifier find today?"""

    def _check(self):
        Readiness = self.env["aftersales.readiness"].with_user(self.inspector)
        check = Readiness.browse(Readiness.action_open()["res_id"])
        return check.line_ids

    @rule("R338", "R339", "R360", "R361", "R362", "R363")
    def test_what_certifiers_often_find_is_named(self):
        found = self._check().filtered(lambda line: line.area == "typical")
        text = " ".join(found.mapped("name"))
        for words in ("taught", "training of staff", "standards", "made public"):
            self.assertIn(words, text)

    def test_gaps_of_every_room(self):
        record = self._find()
        law = self.env.ref("aftersales_audit.legal_contract_law")
        law.is_applicable = True
        lines = self._check()
        by_model = {line.res_model: line for line in lines}
        self.assertIn(record.id, by_model["aftersales.nonconformity"].res_ids)
        self.assertIn(law.id, by_model["aftersales.legal.item"].res_ids)
        action = by_model["aftersales.legal.item"].action_view_records()
        self.assertEqual(action["res_model"], "aftersales.legal.item")
        record.with_user(self.inspector).action_cancel()
        law.is_applicable = False
        models = set(self._check().mapped("res_model"))
        self.assertNotIn("aftersales.nonconformity", models)

    @rule("R318")
    def test_months_without_supervision_are_named(self):
        self.env["aftersales.inspection"].with_user(self.inspector).create(
            {"month": "2026-05-01", "report": "Seen.", "department_id": self.plant.id}
        ).action_report()
        words = " ".join(self._check().mapped("name"))
        self.assertIn("2025-06", words)
        self.assertIn("2026-04", words)
        self.assertNotIn("2026-05", words)

    def test_the_paper_names_gaps_and_records(self):
        record = self._find()
        lines = self._check()
        line = lines.filtered(lambda one: one.res_model == record._name)
        self.assertIn(record.name, line.record_names)
        check = lines.readiness_id
        action = check.with_user(self.inspector).action_print()
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.inspector)
            ._render_qweb_html(action["report_name"], check.ids)
        )
        self.assertIn(record.name, html.decode())

    def test_what_the_last_evaluation_found_not_met(self):
        audit = self._start_audit()
        failed = self._line(audit, "1.1.2")
        failed.write({"result": "not_met", "finding": "None."})
        audit.line_ids.filtered(lambda one: not one.result).action_met()
        self._close_audit(audit)
        names = self._check().filtered(lambda line: line.area == "audit")
        self.assertIn(failed.clause_id.display_name, names[0].name)
