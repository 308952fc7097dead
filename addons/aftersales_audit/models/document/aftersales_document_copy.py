from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import document_flow
from .text import WholeHtml

#: Who holds what: fixed once it is handed out.
HOLDING = frozenset(
    {"document_id", "revision_id", "number", "employee_id", "partner_id", "purpose"}
)


class AftersalesDocumentCopy(models.Model):
    """A numbered copy of a document, and who has it (R369, R377).

    A copy for somebody outside the company is signed by whoever may release it (R366
    to R368) before it is handed out.
    """

    _name = "aftersales.document.copy"
    _description = "Copy of a Document"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Keepers name holders without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.signoff.mixin",
    ]
    _order = "document_id, number, id desc"
    _check_company_auto = True
    _rec_name = "number"

    _flow_roles = document_flow.COPY_ROLES
    _flow_moments = document_flow.COPY_MOMENTS
    _signed_fields = frozenset({"document_id", "revision_id", "partner_id", "purpose"})
    _stamps = frozenset({*document_flow.COPY_MOMENTS.values(), "is_external", "is_out"})

    document_id = fields.Many2one(
        "aftersales.document",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    revision_id = fields.Many2one(
        "aftersales.document.revision",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        compute="_compute_revision_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('document_id', '=', document_id)]",
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, precompute=True
    )
    number = fields.Integer(
        string="Copy Number",
        required=True,
        copy=False,
        aggregator=None,
        compute="_compute_number",
        store=True,
        readonly=False,
        precompute=True,
        help="A holder keeps his number from revision to revision.",
    )
    is_paper = fields.Boolean(string="On Paper", default=True)
    employee_id = fields.Many2one(
        "hr.employee", string="Holder", check_company=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        related="employee_id.department_id", store=True, string="Holder's Department"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Holder Outside",
        index="btree_not_null",
        help="Somebody outside the company. The copy has to be released first.",
    )
    purpose = fields.Char(string="What For")
    is_external = fields.Boolean(
        string="Goes Outside", compute="_compute_is_external", store=True
    )
    state = fields.Selection(
        [
            ("prepared", "To Hand Out"),
            ("handed_out", "Handed Out"),
            ("received", "Read"),
            ("called_back", "To Give Back"),
            ("returned", "Given Back"),
            ("destroyed", "Destroyed"),
            ("lost", "Lost"),
            ("cancelled", "Cancelled"),
        ],
        default="prepared",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_out = fields.Boolean(string="Out", compute="_compute_is_out", store=True)
    is_obsolete = fields.Boolean(related="revision_id.is_obsolete")
    # Its holder says that he has read this.
    body = WholeHtml(related="revision_id.body")
    file_ids = fields.Many2many(related="revision_id.file_ids")
    handed_out_at = fields.Datetime(string="Handed Out On", readonly=True, copy=False)
    received_at = fields.Datetime(string="Read On", readonly=True, copy=False)
    called_back_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(string="Back On", readonly=True, copy=False)
    note = fields.Char()

    _holder_once = models.UniqueIndex(
        "(document_id, number) "
        "WHERE state NOT IN ('called_back', 'returned', 'destroyed', 'lost', "
        "'cancelled')",
        "This copy number is out already.",
    )
    _number_positive = models.Constraint(
        "CHECK(number > 0)", "Copy Number: more than 0."
    )

    @api.depends("document_id")
    def _compute_revision_id(self):
        for copy in self:
            copy.revision_id = copy.document_id.revision_id

    @api.depends("document_id")
    def _compute_number(self):
        used = dict(
            self.env["aftersales.document.copy"]
            .sudo()
            ._read_group(
                [("document_id", "in", self.document_id.ids)],
                ["document_id"],
                ["number:array_agg"],
            )
        )
        given = {document: list(numbers) for document, numbers in used.items()}
        for copy in self:
            if not copy.number and copy.document_id:
                numbers = given.setdefault(copy.document_id, [])
                copy.number = document_flow.next_copy_number(numbers)
                numbers.append(copy.number)

    @api.depends("partner_id")
    def _compute_is_external(self):
        for copy in self:
            copy.is_external = bool(copy.partner_id)

    @api.depends("state")
    def _compute_is_out(self):
        for copy in self:
            copy.is_out = copy.state in document_flow.OUT_STATES

    @api.depends("document_id", "number")
    def _compute_display_name(self):
        for copy in self:
            copy.display_name = f"{copy.document_id.code}-{copy.number:03d}"

    def write(self, vals):
        if HOLDING & vals.keys():
            self.check_access("write")
            self._refuse(
                [
                    self.env._(
                        "%(copy)s was handed out: who has it, and what, stays. Call it "
                        "back, and prepare another copy.",
                        copy=copy.display_name,
                    )
                    for copy in self
                    if copy.state != "prepared"
                ]
            )
        return super().write(vals)

    @api.constrains("document_id", "revision_id")
    def _check_revision_id(self):
        for copy in self:
            if copy.revision_id.document_id != copy.document_id:
                raise ValidationError(
                    self.env._(
                        "%(copy)s: choose a Revision of %(document)s.",
                        copy=copy.display_name,
                        document=copy.document_id.display_name,
                    )
                )

    @api.constrains("document_id", "employee_id", "partner_id")
    def _check_holder(self):
        for copy in self:
            if bool(copy.employee_id) == bool(copy.partner_id):
                raise ValidationError(
                    self.env._(
                        "%(copy)s: name one holder, an employee or somebody outside.",
                        copy=copy.display_name,
                    )
                )

    # -- who releases what goes outside ----------------------------------------------

    def _get_signed_content(self) -> dict:
        self.ensure_one()
        return {
            "document": self.document_id.code,
            "revision": self.revision_id.number,
            "partner": self.partner_id.id,
            "purpose": self.purpose or "",
        }

    def _get_signoff_roles(self):
        roles = super()._get_signoff_roles()
        return roles if self.partner_id else roles.browse()
