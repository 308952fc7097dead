from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class AftersalesDocumentReview(models.Model):
    """Somebody looked whether a document still fits (R372 to R374, R381)."""

    _name = "aftersales.document.review"
    _description = "Review of a Document"
    _order = "reviewed_on desc, id desc"
    _check_company_auto = True

    document_id = fields.Many2one(
        "aftersales.document",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    revision_id = fields.Many2one(
        "aftersales.document.revision",
        string="Revision Reviewed",
        compute="_compute_revision_id",
        store=True,
        readonly=False,
        check_company=True,
        domain="[('document_id', '=', document_id)]",
    )
    reviewed_on = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    user_id = fields.Many2one(
        "res.users",
        string="Reviewed By",
        required=True,
        default=lambda self: self.env.user,
    )
    outcome = fields.Selection(
        [
            ("suitable", "Still Suitable"),
            ("change", "To Be Changed"),
            ("withdraw", "Not Needed Any More"),
        ],
        required=True,
        default="suitable",
    )
    note = fields.Text(string="Findings and Proposals")

    @api.depends("document_id")
    def _compute_revision_id(self):
        for review in self:
            review.revision_id = review.document_id.revision_id

    @api.depends("document_id", "reviewed_on")
    def _compute_display_name(self):
        for review in self:
            review.display_name = f"{review.document_id.code} {review.reviewed_on}"

    @api.constrains("reviewed_on")
    def _check_reviewed_on(self):
        today = fields.Date.context_today(self)
        for review in self:
            if review.reviewed_on > today:
                raise ValidationError(
                    self.env._(
                        "%(review)s: Reviewed On lies in the future. Enter the day it "
                        "was looked at.",
                        review=review.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        documents = reviews.document_id.sudo()
        documents.activity_unlink(["aftersales_audit.activity_type_document_review"])
        return reviews


class AftersalesDocument(models.Model):
    """Who reviews a document is told when it is due, once: the head of its department
    (R373, R381), or whoever keeps it."""

    _name = "aftersales.document"
    _inherit = ["aftersales.document", "aftersales.reminder.mixin"]

    @api.model
    def _get_remind_domain(self) -> Domain:
        today = fields.Date.context_today(self)
        return (
            Domain("review_date", "<=", today)
            & Domain("review_told_on", "=", False)
            & (
                Domain("user_id", "!=", False)
                | Domain("department_id.manager_id.user_id", "!=", False)
            )
        )

    def _get_reviewer(self):
        self.ensure_one()
        return self.department_id.sudo().manager_id.user_id or self.user_id

    def _prepare_reminders(self) -> list[dict]:
        kind = self.env.ref("aftersales_audit.activity_type_document_review")
        model_id = self.env["ir.model"]._get_id(self._name)
        today = fields.Date.context_today(self)
        return [
            {
                "activity_type_id": kind.id,
                "automated": True,
                "res_model_id": model_id,
                "res_id": document.id,
                "user_id": document._get_reviewer().id,
                # Before a management review some are looked at ahead of time.
                "date_deadline": min(document.review_date or today, today),
                "summary": document.with_context(
                    lang=document._get_reviewer().lang
                )._get_review_summary(),
            }
            for document in self
        ]

    def _get_review_summary(self) -> str:
        return self.env._("Review %(document)s", document=self.display_name)

    def _mark_told(self) -> None:
        self.review_told_on = fields.Date.context_today(self)

    def _open_reviews(self) -> None:
        """Ask for a review of all valid documents now, before a management review."""
        valid = self.filtered(lambda item: item.status in ("valid", "changing"))
        # Whoever has it on his list is not asked twice.
        kind = self.env.ref("aftersales_audit.activity_type_document_review")
        asked = valid.filtered(
            lambda item: (
                item._get_reviewer()
                and kind not in item.sudo().activity_ids.activity_type_id
            )
        )
        self.env["mail.activity"].sudo().create(asked._prepare_reminders())
