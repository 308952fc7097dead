from odoo import api, models
from odoo.fields import Command, Domain

from . import document_words as words

GROUP = "aftersales_audit.group_{}"


class AftersalesAuditDemo(models.AbstractModel):
    """The manual and some procedures in force, copies out, changes on their way."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_keepers(self):
        """Who keeps documents, and who of the demo's people signs them."""
        controller = self.env["res.users"].create(
            {
                "name": self._text(words.CONTROLLER),
                "login": "controller",
                "password": "controller",
                "email": "controller@example.com",
                "notification_type": "inbox",
                "lang": self.env.lang,
                "group_ids": [
                    Command.set(self.env.ref(GROUP.format("document_controller")).ids)
                ],
            }
        )
        self._name_record(controller, "user_controller")
        general = self._ref("user_general")
        general.group_ids |= self.env.ref(GROUP.format("management"))
        for code, name in (("review", "manager"), ("approve", "general")):
            role = self.env.ref(f"aftersales_audit.signoff_role_document_{code}")
            role.user_ids = self._ref(f"user_{name}")

    @api.model
    def _get_controller(self):
        return self.env.ref("aftersales_audit.demo_user_controller")

    @api.model
    def _get_document(self, name: str):
        document = self.env.ref(f"aftersales_audit.document_{name}")
        return document.with_user(self._get_controller())

    @api.model
    def _load_documents(self, departments):
        controller = self._get_controller()
        register = self.env["aftersales.document"].search(Domain.TRUE)
        register.write(
            {
                "user_id": controller.id,
                "department_id": departments[-1:].id,
                "review_months": 12,
            }
        )
        for name, text in words.ISSUED:
            self._issue(self._draft(self._get_document(name), text))
        self._load_paper(words.PAPER, words.PAPER_TEXT)
        self._load_paper(words.FORM, words.FORM_TEXT)
        self._load_change()
        ended = self._get_document(words.WITHDRAWN).revision_id
        ended.action_withdraw(self._text(words.WITHDRAWAL))
        manual = self._get_document("manual")
        manual.action_refresh()
        self._issue(manual.pending_revision_id)
        self._load_copies(manual)
        self._draft(
            self._get_document(words.IN_REVIEW), words.EMERGENCY
        ).action_submit()
        self._load_reviews()

    @api.model
    def _draft(self, document, text, **vals):
        document.action_new_revision()
        revision = document.pending_revision_id
        revision.write({"body": self._text(text), **vals})
        return revision

    @api.model
    def _issue(self, revision):
        """Handed in, reviewed and approved, each by his own."""
        revision.action_submit()
        revision.with_user(self._ref("user_manager")).action_sign("review")
        revision.with_user(self._ref("user_general")).action_sign("approve")
        revision.action_issue()

    @api.model
    def _load_paper(self, vals, text):
        document = (
            self.env["aftersales.document"]
            .with_user(self._get_controller())
            .create(
                {
                    name: self._text(value) if isinstance(value, tuple) else value
                    for name, value in vals.items()
                }
            )
        )
        self._issue(self._draft(document, text))
        self._name_record(document, f"document_{document.kind}")

    @api.model
    def _load_change(self):
        """A procedure whose first revision, and its copy, are obsolete."""
        document = self._get_document(words.CHANGED)
        self._issue(self._draft(document, words.BEFORE))
        self._hand_out(document, "user_manager").action_confirm()
        revision = self._draft(document, words.AFTER, summary=self._text(words.SUMMARY))
        revision.change_ids = [
            Command.create(
                {"chapter": chapter, "clause": clause, "name": self._text(name)}
            )
            for chapter, clause, name in words.CHANGES
        ]
        self._issue(revision)
        document.revision_id.copy_ids.action_hand_out()

    @api.model
    def _load_copies(self, manual):
        """One read, one to read, one that waits for its release."""
        self._hand_out(manual, "user_manager").action_confirm()
        self._hand_out(manual, "user_technician")
        self.env["aftersales.document.copy"].with_user(self._get_controller()).create(
            {
                "document_id": manual.id,
                "partner_id": self._ref("user_customer").partner_id.id,
                "purpose": self._text(words.PURPOSE),
            }
        )

    @api.model
    def _hand_out(self, document, login: str):
        """A copy handed out to a user's employee, as its holder sees it."""
        user = self._ref(login)
        copy = (
            self.env["aftersales.document.copy"]
            .with_user(self._get_controller())
            .create(
                {
                    "document_id": document.id,
                    "employee_id": user.sudo().employee_id.id,
                    "is_paper": False,
                }
            )
        )
        copy.action_hand_out()
        return copy.with_user(user)

    @api.model
    def _load_reviews(self):
        Review = self.env["aftersales.document.review"].with_user(
            self._get_controller()
        )
        for name, outcome, note in (
            (words.CHANGED, "change", words.REVIEW),
            ("sqr_03", "suitable", words.SUITABLE),
        ):
            Review.create(
                {
                    "document_id": self._get_document(name).id,
                    "outcome": outcome,
                    "note": self._text(note),
                }
            )
