from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import document_flow

OBSOLETE_STATES = document_flow.OBSOLETE_STATES


class AftersalesDocumentCopy(models.Model):
    """A numbered copy of a document, and who has it (R369, R377).

    A copy for somebody outside the company is signed by whoever may release it (R366
    to R368) before it is handed out.
    """

    _name = "aftersales.document.copy"
    _description = "Copy of a Document"
    _inherit = [
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
        return roles if self.is_external else roles.browse()

    # -- steps -----------------------------------------------------------------------

    def _get_flow(self):
        return document_flow.COPY_FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "hand_out": self.env._("Hand Out"),
            "confirm": self.env._("I Have Read It"),
            "call_back": self.env._("Call Back"),
            "give_back": self.env._("Given Back"),
            "destroy": self.env._("Destroyed"),
            "lose": self.env._("Lost"),
            "cancel": self.env._("Cancel"),
        }

    def action_hand_out(self):
        """Give it to its holder, who is asked to read it (R383, R389)."""
        self._check_step_role("hand_out")
        self._check_step_possible("hand_out")
        self._refuse([p for copy in self if (p := copy._get_hand_out_problem())])
        self._transition("hand_out")
        for copy in self:
            copy._tell_holder(self.env._("Read %(copy)s", copy=copy._get_full_name()))

    def _get_hand_out_problem(self) -> str | None:
        self.ensure_one()
        if self.revision_id.state != "in_force":
            return self.env._(
                "%(copy)s: revision %(revision)s is not in force.",
                copy=self.display_name,
                revision=self.revision_id.number,
            )
        if not self.is_signed_off:
            return self.env._(
                "%(copy)s goes outside: it has to be released first by %(roles)s.",
                copy=self.display_name,
                roles=self.signoff_missing,
            )
        return None

    def action_confirm(self):
        """The holder says that he has read it."""
        self._check_step_possible("confirm")
        strangers = self.filtered(
            lambda copy: copy.employee_id.sudo().user_id != self.env.user
        )
        self._refuse(
            [
                self.env._(
                    "%(copy)s: only its holder confirms that he has read it.",
                    copy=copy.display_name,
                )
                for copy in strangers
            ]
        )
        # A holder needs no right to write what he reads.
        self.sudo()._transition("confirm")
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_read"])

    def action_call_back(self):
        """Ask for it back."""
        self._check_step_role("call_back")
        self._check_step_possible("call_back")
        self._call_back()

    def _call_back(self) -> None:
        for copy in self.sudo():
            if copy._can("call_back"):
                copy._transition("call_back")
                copy._tell_holder(
                    self.env._(
                        "Give back %(copy)s: it is not valid any more",
                        copy=copy._get_full_name(),
                    )
                )
            elif copy._can("cancel"):
                copy._transition("cancel")

    def _replace_by(self, revision) -> None:
        """Call these back; their holders get the new revision under their numbers.

        :param revision: the one that came into force
        """
        holding = self.sudo().filtered(lambda copy: copy._can("call_back"))
        self._call_back()
        self.env["aftersales.document.copy"].flush_model(["state"])
        self.sudo().create(
            [
                {
                    "document_id": revision.document_id.id,
                    "revision_id": revision.id,
                    "number": copy.number,
                    "is_paper": copy.is_paper,
                    "employee_id": copy.employee_id.id,
                    "partner_id": copy.partner_id.id,
                    "purpose": copy.purpose,
                }
                for copy in holding
            ]
        )

    def action_give_back(self):
        """It came back, and is registered (R369)."""
        self._transition("give_back")
        self._forget_activities()

    def action_destroy(self):
        """It was destroyed where it was."""
        self._transition("destroy")
        self._forget_activities()

    def action_lose(self):
        """It cannot be found."""
        unexplained = self.filtered(lambda copy: not copy.note)
        if unexplained:
            raise UserError(
                self.env._(
                    "%(copies)s: fill in Note: how it was lost.",
                    copies=", ".join(unexplained.mapped("display_name")),
                )
            )
        self._transition("lose")
        self._forget_activities()

    def action_cancel(self):
        """Do not hand it out after all."""
        self._transition("cancel")

    def _forget_activities(self) -> None:
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_read"])

    def _get_full_name(self) -> str:
        document, revision = self.document_id, self.revision_id
        return f"{self.display_name} {document.name} ({revision.number})"

    def _tell_holder(self, summary: str) -> None:
        self.ensure_one()
        self._forget_activities()
        # Who has no login is told by the one who keeps the document.
        user = self.employee_id.sudo().user_id or self.document_id.user_id
        if user:
            self.sudo().activity_schedule(
                "aftersales_audit.activity_type_document_read",
                user_id=user.id,
                summary=summary,
            )
