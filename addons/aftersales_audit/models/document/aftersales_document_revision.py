import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import document_flow
from .text import WholeHtml

# What is signed, and what its readers rely on.
CONTENT = frozenset(
    {
        *("document_id", "number", "body", "file_ids", "effective_date", "summary"),
        *("source_digests",),
    }
)
#: What follows from steps, and is never typed in.
STAMPS = frozenset({*document_flow.MOMENTS.values(), "in_force_on", "end_reason"})


class AftersalesDocumentRevision(models.Model):
    """One revision of a document: its text or files, who signed it, when it holds.

    This file says what it *is*; ``_steps`` how it comes into force, ``_paper`` what is
    printed.
    """

    _name = "aftersales.document.revision"
    _description = "Revision of a Document"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.signoff.mixin",
    ]
    _order = "document_id, id desc"
    _check_company_auto = True
    _rec_names_search = ["document_id", "number"]

    _flow_roles = document_flow.ROLES
    _flow_moments = document_flow.MOMENTS
    _signed_fields = CONTENT
    _stamps = STAMPS
    _files_field = "file_ids"

    document_id = fields.Many2one(
        "aftersales.document",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    kind = fields.Selection(related="document_id.kind", store=True)
    department_id = fields.Many2one(related="document_id.department_id", store=True)
    number = fields.Char(
        string="Revision",
        required=True,
        copy=False,
        default=lambda self: self._default_number(),
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Being Written"),
            ("in_review", "Being Signed"),
            ("approved", "Approved, Not Yet Valid"),
            ("in_force", "In Force"),
            ("superseded", "Superseded"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Dropped"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_state",
    )
    body = WholeHtml(string="Text")
    file_ids = fields.Many2many("ir.attachment", string="Files", copy=False)
    summary = fields.Char(string="What It Changes", tracking=True)
    change_ids = fields.One2many(
        "aftersales.document.change", "revision_id", string="Change Record"
    )
    # Digest of each chapter as it was composed; empty for a text written by hand.
    source_digests = fields.Json(readonly=True, copy=False)

    effective_date = fields.Date(
        tracking=True,
        help="From then on it holds; not before it is approved. Empty: on the day it "
        "is issued.",
    )
    in_force_on = fields.Date(string="In Force Since", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Handed In", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    issued_at = fields.Datetime(string="Issued", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    end_reason = fields.Char(readonly=True, copy=False)

    prepared_by = fields.Char(compute="_compute_signers")
    reviewed_by = fields.Char(compute="_compute_signers")
    approved_by = fields.Char(compute="_compute_signers")
    is_obsolete = fields.Boolean(compute="_compute_is_obsolete")
    copy_ids = fields.One2many("aftersales.document.copy", "revision_id", "Copies")

    can_submit = fields.Boolean(compute="_compute_can")
    can_sign = fields.Boolean(compute="_compute_can")
    can_issue = fields.Boolean(compute="_compute_can")
    can_rework = fields.Boolean(compute="_compute_can")
    can_withdraw = fields.Boolean(compute="_compute_can")

    _number_uniq = models.UniqueIndex(
        "(document_id, number) WHERE state <> 'cancelled'",
        "The document has this revision already.",
    )
    _one_in_force = models.UniqueIndex(
        "(document_id) WHERE state = 'in_force'",
        "One revision of a document is in force at a time.",
    )
    _one_pending = models.UniqueIndex(
        "(document_id) WHERE state IN ('draft', 'in_review', 'approved')",
        "A revision of this document is being prepared already.",
    )

    @api.model
    def _default_number(self) -> str:
        """The next after the highest there was: A/0, A/1 …, as manuals count them."""
        document = self.env.context.get("default_document_id")
        return self._propose_number(self.env["aftersales.document"].browse(document))

    @api.model
    def _propose_number(self, document) -> str:
        used = document.sudo().revision_ids.filtered(lambda r: r.state != "cancelled")
        return f"A/{len(used)}"

    @api.model
    def _group_expand_state(self, _values, _domain):
        return ["draft", "in_review", "approved", "in_force"]

    @api.model_create_multi
    def create(self, vals_list):
        Document = self.env["aftersales.document"]
        for vals in vals_list:
            if not vals.get("number") and vals.get("document_id"):
                document = Document.browse(vals["document_id"])
                vals["number"] = self._propose_number(document)
        return super().create(vals_list)

    def write(self, vals):
        if CONTENT & vals.keys() and not self._is_in_step():
            self._check_draft()
        return super().write(vals)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        """The host puts translations past ``write`` and past the sanitizer."""
        if field_name in CONTENT:
            self._check_draft()
            field = self._fields[field_name]
            translations = {
                lang: text and field.convert_to_cache(text, self)
                for lang, text in translations.items()
            }
        result = super()._update_field_translations(
            field_name, translations, digest, source_lang
        )
        if field_name in CONTENT:
            self._void_changed_signoffs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self) -> None:
        """Refuse to change what others have signed or read."""
        fixed = self.filtered(lambda item: item.state not in ("draft", "in_review"))
        if fixed:
            raise UserError(
                self.env._(
                    "%(revisions)s: what was approved does not change. Use “Rework”, "
                    "or make a new revision of what is in force.",
                    revisions=", ".join(fixed.mapped("display_name")),
                )
            )

    @api.depends("document_id", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for revision in self:
            revision.display_name = (
                f"{revision.document_id.display_name} ({revision.number})"
            )

    @api.depends("signoff_ids.state")
    def _compute_signers(self):
        """Names of who wrote, reviewed and approved it, as its cover shows (R378)."""
        for revision in self:
            signed = revision.sudo().signoff_ids.filtered(lambda s: s.state == "signed")
            names = {sign.role_id.code: sign.user_id.name for sign in signed}
            revision.prepared_by = names.get("prepare")
            revision.reviewed_by = names.get("review")
            revision.approved_by = names.get("approve") or names.get("confirm")

    @api.depends("state")
    def _compute_is_obsolete(self):
        for revision in self:
            revision.is_obsolete = revision.state in document_flow.OBSOLETE_STATES

    @api.depends("state", "signoff_ids.state")
    @api.depends_context("uid")
    def _compute_can(self):
        for revision in self:
            revision.can_submit = revision._can("submit")
            revision.can_sign = revision.state == "in_review" and any(
                revision._may_sign_as(role, self.env.user)
                for role in revision._get_missing_roles()
            )
            revision.can_issue = revision._can("issue")
            revision.can_rework = revision._can("rework")
            revision.can_withdraw = revision._can("withdraw")

    # -- what is signed ----------------------------------------------------------------

    def _get_signed_content(self) -> dict:
        self.ensure_one()
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        return {
            "document": self.document_id.code,
            "number": self.number,
            "effective": self.effective_date,
            "summary": self.summary or "",
            # In every language it is read in: each says the same to its reader.
            "body": {
                lang: str(self.with_context(lang=lang).body or "")
                for lang in sorted(langs)
            },
            "files": sorted([file.name, file.checksum] for file in self.file_ids),
            "changes": [
                [change.chapter or "", change.clause or "", change.name]
                for change in self.change_ids
            ],
        }

    def _get_signoff_roles(self):
        """An external document is confirmed by its department's head (R385)."""
        roles = super()._get_signoff_roles()
        is_external = self.document_id.kind == "external"
        return roles.filtered(lambda role: (role.code == "confirm") == is_external)

    def _may_sign_as(self, role, user) -> bool:
        department = self.document_id.department_id
        if role.code == "confirm" and department:
            return user == department.sudo().manager_id.user_id
        return super()._may_sign_as(role, user)

    def _get_signing_problem(self, role) -> str | None:
        if self.state != "in_review" and not self._is_in_step():
            return self.env._(
                "%(revision)s: is signed when it was handed in, and before it is "
                "approved.",
                revision=self.display_name,
            )
        return super()._get_signing_problem(role)

    @api.model
    def _digest_text(self, text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": self.id,
        }
