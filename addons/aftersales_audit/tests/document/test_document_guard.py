from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import DocumentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestDocumentGuard(DocumentCase):
    """What nobody walks around, whatever is sent to the server."""

    @rule("R365", "R393")
    def test_moments_of_a_revision_are_not_typed(self):
        revision = self._write_revision()
        for name in ("approved_at", "in_force_on", "issued_at", "end_reason"):
            with self.assertRaisesRegex(UserError, "is not typed"):
                revision.with_user(self.writer).write({name: "2020-01-01"})
        with self.assertRaisesRegex(UserError, "is not typed"):
            self.document.with_user(self.writer).write({"revision_id": revision.id})
        with self.assertRaisesRegex(UserError, "is not typed"):
            self.document.with_user(self.writer).create(
                {"name": "Other", "code": "T-05", "status": "valid"}
            )

    @rule("R365")
    def test_translations_are_part_of_what_was_signed(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        revision = self._write_revision()
        revision.with_user(self.writer).action_submit()
        writer = revision.with_user(self.writer)
        writer.update_field_translations(
            "body", {"zh_CN": "<p>另一回事</p><script>alert(1)</script>"}
        )
        body = revision.with_context(lang="zh_CN").body
        self.assertIn("另一回事", body)
        self.assertNotIn("script", body)
        self.assertEqual(set(revision.signoff_ids.mapped("state")), {"void"})
        writer.action_rework()
        self._sign(revision)
        writer.action_issue()
        for record in (writer, self.document.with_user(self.writer)):
            with self.assertRaisesRegex(UserError, "approved does not change"):
                record.update_field_translations("body", {"en_US": "<p>Mine.</p>"})

    @rule("R364", "R385")
    def test_fewer_signatures_are_not_had_by_another_kind(self):
        revision = self._write_revision()
        revision.with_user(self.writer).write({"kind": "external"})
        self.assertEqual(len(revision._get_signoff_roles()), 3)
        revision.with_user(self.writer).action_submit()
        with self.assertRaisesRegex(UserError, "Kind of Document says who signs"):
            self.document.with_user(self.writer).kind = "external"
        self.document.with_user(self.writer).kind = "regulation"

    @rule("R375")
    def test_the_change_record_is_signed_as_well(self):
        first = self._issue()
        second = self._write_revision()
        line = second.change_ids.with_user(self.writer)
        with self.assertRaisesRegex(UserError, "approved does not change"):
            line.revision_id = first
        second.with_user(self.writer).action_submit()
        line.unlink()
        self.assertEqual(set(second.signoff_ids.mapped("state")), {"void"})

    def test_files_that_were_approved_stay(self):
        file = (
            self.env["ir.attachment"]
            .with_user(self.writer)
            .create(
                {
                    "name": "Rota.txt",
                    "raw": b"Monday",
                    "res_model": "aftersales.document.revision",
                }
            )
        )
        revision = self._write_revision(file_ids=[(4, file.id)])
        self.assertEqual(file.res_id, revision.id, "whoever reads it may open it")
        revision.with_user(self.writer).action_submit()
        file.raw = b"Tuesday"
        self.assertFalse(revision.prepared_by)
        revision.with_user(self.writer).action_rework()
        self._sign(revision)
        revision.with_user(self.writer).action_issue()
        with self.assertRaisesRegex(UserError, "approved does not change"):
            file.raw = b"Friday"
        with self.assertRaisesRegex(UserError, "approved does not change"):
            file.unlink()
        self.assertEqual(file.with_user(self.dispatcher).raw, b"Tuesday")

    @rule("R366", "R367", "R368")
    def test_nothing_goes_outside_by_another_name(self):
        revision = self._issue()
        values = {"document_id": self.document.id, "partner_id": self.customer.id}
        Copy = self.env["aftersales.document.copy"].with_user(self.writer)
        outside = Copy.create(values)
        for vals in ({"is_external": False}, {"handed_out_at": "2026-01-01"}):
            with self.assertRaisesRegex(UserError, "is not typed"):
                outside.write(vals)
        inside = Copy.create(
            {"document_id": self.document.id, "employee_id": self.technician.id}
        )
        inside.action_hand_out()
        with self.assertRaisesRegex(UserError, "was handed out"):
            inside.write({"employee_id": False, "partner_id": self.customer.id})
        other = self.env["aftersales.document"].create({"name": "B", "code": "T-06"})
        with self.assertRaisesRegex(ValidationError, "choose a Revision of"):
            Copy.create({**values, "document_id": other.id, "revision_id": revision.id})
