from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flag import flag_domain

from ...tools import review_flow
from ...tools.document_flow import PENDING_STATES
from .text import WholeHtml


class AftersalesDocument(models.Model):
    """A controlled document: what it is called, whose it is, which revision holds.

    What it says stands in its revisions; ``_refresh`` makes one when the facts behind
    its chapters change.
    """

    _name = "aftersales.document"
    _description = "Controlled Document"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, code, id"
    _parent_name = "parent_id"
    _parent_store = True
    _check_company_auto = True
    _rec_names_search = ["code", "name"]

    name = fields.Char(string="Title", required=True, translate=True, tracking=True)
    code = fields.Char(
        string="Document Number", required=True, index="trigram", tracking=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("manual", "Manual"),
            ("procedure", "Procedure"),
            ("regulation", "Regulation"),
            ("form", "Record Form"),
            ("product", "Product Instructions"),
            ("external", "External Document"),
        ],
        string="Kind of Document",
        default="procedure",
        required=True,
        tracking=True,
    )
    parent_id = fields.Many2one(
        "aftersales.document",
        string="Belongs To",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        "aftersales.document", "parent_id", string="Documents Below"
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Department in Charge",
        check_company=True,
        index="btree_not_null",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Kept By",
        default=lambda self: self.env.user,
        tracking=True,
        help="Is told of what changes, and of a review while the department in charge "
        "has no head.",
    )
    issuer = fields.Char(help="Who published an external document.")
    description = fields.Text(string="Scope")

    # A record form says how its records are kept (R387); what is not set stays empty.
    record_storage = fields.Char(string="Where Records Are Kept")
    record_protection = fields.Char(string="How They Are Protected")
    retention_years = fields.Integer(string="Kept for (years)", aggregator=None)
    record_disposal = fields.Char(string="How They Are Disposed Of")

    revision_ids = fields.One2many(
        "aftersales.document.revision", "document_id", string="Revisions", copy=False
    )
    revision_id = fields.Many2one(
        "aftersales.document.revision",
        string="Valid Revision",
        compute="_compute_revision_id",
        store=True,
    )
    revision_number = fields.Char(related="revision_id.number", string="Revision")
    issued_on = fields.Date(related="revision_id.in_force_on", string="In Force Since")
    body = WholeHtml(related="revision_id.body")
    file_ids = fields.Many2many(related="revision_id.file_ids")
    pending_revision_id = fields.Many2one(
        "aftersales.document.revision",
        string="Revision in Preparation",
        compute="_compute_revision_id",
        store=True,
    )
    status = fields.Selection(
        [
            ("none", "Not Issued"),
            ("valid", "Valid"),
            ("changing", "Valid, Being Changed"),
            ("obsolete", "Not Valid Any More"),
        ],
        string="Validity",
        compute="_compute_revision_id",
        store=True,
    )
    chapter_ids = fields.One2many(
        "aftersales.document.chapter", "document_id", string="Chapters", copy=True
    )
    copy_ids = fields.One2many(
        "aftersales.document.copy", "document_id", string="Copies"
    )
    copy_out_count = fields.Integer(
        string="Copies Out", compute="_compute_copy_out_count"
    )
    change_ids = fields.One2many(
        "aftersales.document.change", "document_id", string="Change Record"
    )
    review_ids = fields.One2many(
        "aftersales.document.review", "document_id", string="Reviews"
    )
    review_months = fields.Integer(
        string="Reviewed Every (months)",
        aggregator=None,
        help="Empty: no review is demanded of it.",
    )
    review_date = fields.Date(
        string="Next Review", compute="_compute_review_date", store=True, index=True
    )
    review_told_on = fields.Date(
        compute="_compute_review_told_on", store=True, copy=False
    )
    is_review_due = fields.Boolean(
        string="Review Due",
        compute="_compute_is_review_due",
        search="_search_is_review_due",
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "There is a document with this number already."
    )
    _numbers_not_negative = models.Constraint(
        "CHECK(review_months >= 0 AND retention_years >= 0)",
        "“Reviewed Every” and “Kept for” cannot be negative.",
    )

    @api.depends("revision_ids.state")
    def _compute_revision_id(self):
        for document in self:
            revisions = document.revision_ids
            valid = revisions.filtered(lambda item: item.state == "in_force")[:1]
            pending = revisions.filtered(lambda item: item.state in PENDING_STATES)[:1]
            document.revision_id = valid
            document.pending_revision_id = pending
            if valid:
                document.status = "changing" if pending else "valid"
            else:
                ended = revisions.filtered("ended_at")
                document.status = "obsolete" if ended and not pending else "none"

    @api.depends("code", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for document in self:
            document.display_name = f"{document.code} {document.name}"

    @api.depends("copy_ids.state")
    def _compute_copy_out_count(self):
        counts = dict(
            self.env["aftersales.document.copy"]
            .sudo()
            ._read_group(
                [("document_id", "in", self.ids), ("is_out", "=", True)],
                ["document_id"],
                ["__count"],
            )
        )
        for document in self:
            document.copy_out_count = counts.get(document, 0)

    @api.depends("review_months", "revision_id.in_force_on", "review_ids.reviewed_on")
    def _compute_review_date(self):
        """Counted from the last review; one that is new was looked at when issued."""
        for document in self:
            days = [day for day in document.review_ids.mapped("reviewed_on") if day]
            if document.revision_id.in_force_on:
                days.append(document.revision_id.in_force_on)
            document.review_date = (
                max(days) + relativedelta(months=document.review_months)
                if document.review_months and document.revision_id and days
                else False
            )

    @api.depends("review_date")
    def _compute_review_told_on(self):
        for document in self:
            document.review_told_on = review_flow.told_of(
                document.review_told_on, document.review_date
            )

    @api.depends("review_date")
    def _compute_is_review_due(self):
        today = fields.Date.context_today(self)
        for document in self:
            document.is_review_due = bool(
                document.review_date and document.review_date <= today
            )

    def _search_is_review_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return flag_domain(value, Domain("review_date", "<=", today))

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A document cannot belong to itself or to one below it.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        issued = self.filtered(lambda document: document.sudo().revision_ids.issued_at)
        if issued:
            raise UserError(
                self.env._(
                    "%(documents)s: was issued, and stays in the register. Withdraw "
                    "its revision instead.",
                    documents=", ".join(issued.mapped("display_name")),
                )
            )

    # -- what one does with it ---------------------------------------------------------

    def action_new_revision(self):
        """Begin the next revision with what the valid one says."""
        self.ensure_one()
        if self.pending_revision_id:
            return self.pending_revision_id._get_form_action()
        return self._begin_revision()._get_form_action()

    def _begin_revision(self, **vals):
        self.ensure_one()
        # "One in preparation" is read from the table.
        self.env["aftersales.document.revision"].flush_model(["state"])
        revision = self.env["aftersales.document.revision"].create(
            {"document_id": self.id, **vals}
        )
        revision._take_over_text(self.revision_id)
        return revision

    def action_view_revisions(self):
        self.ensure_one()
        return self._get_list_action("aftersales_document_revision_action")

    def action_view_copies(self):
        self.ensure_one()
        return self._get_list_action("aftersales_document_copy_action")

    def _get_list_action(self, name: str) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"aftersales_audit.{name}"
        )
        action["domain"] = [("document_id", "=", self.id)]
        action["context"] = {"default_document_id": self.id}
        return action

    def action_print_valid(self):
        """The valid revision as PDF; whoever reads the document may print it (R383)."""
        revisions = self.revision_id
        if not revisions:
            raise UserError(
                self.env._(
                    "%(documents)s: no revision is in force.",
                    documents=", ".join(self.mapped("display_name")),
                )
            )
        return self.env.ref(
            "aftersales_audit.action_report_document_revision"
        ).report_action(revisions)
