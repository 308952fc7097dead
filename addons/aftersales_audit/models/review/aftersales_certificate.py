from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import review_flow


class AftersalesCertificate(models.Model):
    """A certificate of our service by a standard: applied for, held, watched (A.5).

    ``_steps`` holds its course.
    """

    _name = "aftersales.certificate"
    _description = "Service Certificate"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.reminder.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _flow_roles = review_flow.CERTIFICATE_ROLES
    _flow_moments = review_flow.CERTIFICATE_MOMENTS
    _stamps = frozenset(review_flow.CERTIFICATE_MOMENTS.values())

    state = fields.Selection(
        [
            ("draft", "To Apply For"),
            ("applied", "Applied For"),
            ("accepted", "Application Accepted"),
            ("contracted", "Contract Signed"),
            ("documents", "Documents Under Review"),
            ("onsite", "Evaluation On Site"),
            ("correcting", "Findings to Correct"),
            ("certified", "Certificate Held"),
            ("suspended", "Suspended"),
            ("withdrawn", "Certificate Withdrawn"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    scheme_id = fields.Many2one(
        "aftersales.audit.scheme", required=True, index=True, ondelete="restrict"
    )
    body_id = fields.Many2one("res.partner", string="Certifier", tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Kept By",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    scope = fields.Text(string="What Is Certified")
    number = fields.Char(string="Certificate Number", copy=False, tracking=True)
    band_id = fields.Many2one(
        "aftersales.grade.band",
        string="Level",
        ondelete="restrict",
        copy=False,
        tracking=True,
    )
    valid_from = fields.Date(copy=False, tracking=True)
    valid_to = fields.Date(string="Valid Until", copy=False, tracking=True)
    validity = fields.Selection(
        [("valid", "In Effect"), ("expiring", "Expires Soon"), ("expired", "Expired")],
        compute="_compute_validity",
    )
    remind_days = fields.Integer(
        string="Tell Before (days)",
        default=180,
        aggregator=None,
        help="So long before its end the renewal has to be applied for.",
    )
    remind_date = fields.Date(
        string="Remind On", compute="_compute_remind_date", store=True, index=True
    )
    surveillance_days = fields.Integer(
        string="Tell of Surveillance Before (days)", default=60, aggregator=None
    )
    told_on = fields.Date(readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.certificate",
        string="Renews",
        check_company=True,
        readonly=True,
        copy=False,
    )
    surveillance_ids = fields.One2many(
        "aftersales.certificate.surveillance", "certificate_id"
    )
    nonconformity_ids = fields.One2many(
        "aftersales.nonconformity", "certificate_id", "Findings"
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_certificate_attachment_rel",
        column1="certificate_id",
        column2="attachment_id",
        string="Papers",
        copy=False,
        bypass_search_access=True,
    )
    end_reason = fields.Text(
        string="Reason Given by the Certifier", copy=False, tracking=True
    )
    applied_at = fields.Datetime(string="Applied For", readonly=True, copy=False)
    accepted_at = fields.Datetime(readonly=True, copy=False)
    contracted_at = fields.Datetime(string="Contract Signed", readonly=True, copy=False)
    documents_at = fields.Datetime(string="Document Review", readonly=True, copy=False)
    onsite_at = fields.Datetime(string="On Site", readonly=True, copy=False)
    correcting_at = fields.Datetime(string="Findings Told", readonly=True, copy=False)
    certified_at = fields.Datetime(string="Decided On", readonly=True, copy=False)
    suspended_at = fields.Datetime(string="Suspended Since", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended On", readonly=True, copy=False)

    _validity_order = models.Constraint(
        "CHECK(valid_from <= valid_to)", "“Valid Until” must not be before it begins."
    )

    @api.depends("number", "name", "scheme_id.name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = (
                f"{record.number or record.name} {record.scheme_id.name or ''}".strip()
            )

    @api.depends("valid_to", "remind_days")
    def _compute_remind_date(self):
        for record in self:
            record.remind_date = record.valid_to and record.valid_to - timedelta(
                days=record.remind_days
            )

    @api.depends("state", "valid_to", "remind_date")
    def _compute_validity(self):
        today = fields.Date.context_today(self)
        for record in self:
            end = record.state in ("certified", "suspended") and record.valid_to
            if not end:
                record.validity = False
            elif end < today:
                record.validity = "expired"
            else:
                record.validity = "expiring" if record.remind_date <= today else "valid"

    def write(self, vals):
        if vals.keys() & {"valid_to", "remind_days"}:
            vals = {**vals, "told_on": False}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(one.state not in ("draft", "cancelled") for one in self):
            raise UserError(
                self.env._("A certificate that was applied for stays as a record.")
            )

    def _get_flow(self):
        return review_flow.CERTIFICATE

    # -- its end comes close -----------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("state", "in", ("certified", "suspended"))
            & Domain("told_on", "=", False)
            & Domain("remind_date", "<=", fields.Date.context_today(self))
        )

    def _prepare_reminders(self) -> list[dict]:
        return [
            record._prepare_activity(
                "activity_type_certificate",
                record.user_id,
                record.valid_to,
                self.with_context(lang=record.user_id.lang).env._(
                    "Apply for the renewal of %(certificate)s",
                    certificate=record.display_name,
                ),
            )
            for record in self
        ]

    def _mark_told(self) -> None:
        self.told_on = fields.Date.context_today(self)
