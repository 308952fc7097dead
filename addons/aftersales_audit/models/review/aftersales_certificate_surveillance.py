from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import review_flow


class AftersalesCertificateSurveillance(models.Model):
    """The certifier looks again every year: kept, adjusted or suspended (R357)."""

    _name = "aftersales.certificate.surveillance"
    _description = "Surveillance of a Certificate"
    _inherit = ["aftersales.reminder.mixin"]
    _order = "date_due, id"
    _check_company_auto = True

    certificate_id = fields.Many2one(
        "aftersales.certificate",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="certificate_id.company_id", store=True, precompute=True, index=True
    )
    date_due = fields.Date(string="Surveillance Due", required=True, index=True)
    date_done = fields.Date(string="Surveillance Held", copy=False)
    outcome = fields.Selection(
        [
            ("kept", "Level Kept"),
            ("adjusted", "Level Adjusted"),
            ("suspended", "Certificate Suspended"),
        ],
        string="Certifier's Decision",
        copy=False,
    )
    band_id = fields.Many2one(
        "aftersales.grade.band", string="Level From Now On", ondelete="restrict"
    )
    note = fields.Text(string="What the Certifier Says")
    nonconformity_ids = fields.One2many(
        "aftersales.nonconformity", "surveillance_id", "Findings"
    )
    recorded_at = fields.Datetime(string="Decision Recorded", readonly=True, copy=False)
    remind_date = fields.Date(
        string="Remind On", compute="_compute_remind_date", store=True, index=True
    )
    told_on = fields.Date(compute="_compute_told_on", store=True, copy=False)

    @api.depends("date_due", "certificate_id.surveillance_days")
    def _compute_remind_date(self):
        for row in self:
            row.remind_date = row.date_due and row.date_due - timedelta(
                days=row.certificate_id.surveillance_days
            )

    @api.depends("remind_date")
    def _compute_told_on(self):
        for row in self:
            row.told_on = review_flow.told_of(row.told_on, row.remind_date)

    @api.depends("certificate_id", "date_due")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.certificate_id.display_name} {row.date_due}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_not_recorded()
        self._check_typed(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_not_recorded()

    def _check_not_recorded(self) -> None:
        if any(self.mapped("recorded_at")):
            raise UserError(
                self.env._("A decision of the certifier that was recorded stays.")
            )

    def _check_typed(self, vals: dict) -> None:
        if "recorded_at" in vals and not self.env.su:
            raise UserError(self.env._("Record the decision by its button."))

    def action_record(self):
        """The certifier's decision takes effect on the certificate (R357, R358)."""
        self.check_access("write")
        self._check_not_recorded()
        problems = self.nonconformity_ids._get_unverified_problems()
        for row in self:
            if not (row.date_done and row.outcome):
                problems.append(
                    self.env._(
                        "%(row)s: fill in the day it was held and the decision.",
                        row=row.display_name,
                    )
                )
            if row.outcome == "adjusted" and not row.band_id:
                problems.append(
                    self.env._("%(row)s: name the new level.", row=row.display_name)
                )
        self.certificate_id._refuse(problems)
        for row in self:
            if row.outcome == "adjusted":
                row.certificate_id.band_id = row.band_id
            elif row.outcome == "suspended":
                row.certificate_id.end_reason = row.note or row.display_name
                row.certificate_id.action_suspend()
        self.sudo().recorded_at = fields.Datetime.now()

    # -- it comes close ----------------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("remind_date", "<=", fields.Date.context_today(self))
            & Domain("told_on", "=", False)
            & Domain("recorded_at", "=", False)
            & Domain("certificate_id.state", "=", "certified")
        )

    def _prepare_reminders(self) -> list[dict]:
        return [
            row.certificate_id._prepare_activity(
                "activity_type_certificate",
                row.certificate_id.user_id,
                row.date_due,
                self.with_context(lang=row.certificate_id.user_id.lang).env._(
                    "Prepare the surveillance of %(certificate)s",
                    certificate=row.certificate_id.display_name,
                ),
            )
            for row in self
        ]

    def _mark_told(self) -> None:
        self.sudo().told_on = fields.Date.context_today(self)
