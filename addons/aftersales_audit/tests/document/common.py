from unittest.mock import patch

from odoo.addons.aftersales_service.tests.common import AftersalesCase


class DocumentCase(AftersalesCase):
    """A procedure, and the people who write, review, approve and hold it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.writer = cls._create_keeper("document_controller")
        cls.reviewer = cls._create_user("service_manager")
        cls.approver = cls._create_keeper("management")
        for code, user in (("review", cls.reviewer), ("approve", cls.approver)):
            role = cls.env.ref(f"aftersales_audit.signoff_role_document_{code}")
            role.user_ids = user
        cls.document = cls.env["aftersales.document"].create(
            {
                "name": "Return Visits",
                "code": "T-01",
                "company_id": cls.company.id,
                "user_id": cls.writer.id,
            }
        )

    def setUp(self):
        super().setUp()
        # Crons commit; a test does not.
        self.startPatcher(
            patch.object(
                self.env.registry["ir.cron"], "_commit_progress", return_value=60
            )
        )

    @classmethod
    def _create_keeper(cls, group, login=None):
        user = cls._create_user("technician", login or f"test_{group}")
        user.group_ids = cls.env.ref(f"aftersales_audit.group_{group}")
        return user

    @classmethod
    def _write_revision(cls, document=None, **vals):
        document = document or cls.document
        document.with_user(cls.writer).action_new_revision()
        revision = document.pending_revision_id
        revision.with_user(cls.writer).write({"body": "<p>Visit them.</p>", **vals})
        if document.revision_id and not revision.change_ids:
            cls.env["aftersales.document.change"].with_user(cls.writer).create(
                {"revision_id": revision.id, "chapter": "2", "name": "Weekly"}
            )
        return revision

    @classmethod
    def _sign(cls, revision):
        """Handed in, reviewed and approved, each by his own."""
        revision.with_user(cls.writer).action_submit()
        revision.with_user(cls.reviewer).action_sign("review")
        revision.with_user(cls.approver).action_sign("approve")

    @classmethod
    def _issue(cls, document=None, **vals):
        revision = cls._write_revision(document, **vals)
        cls._sign(revision)
        revision.with_user(cls.writer).action_issue()
        return revision
