from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import report_days


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_check_receipts = fields.Boolean(
        string="Check Receipts Against the Delivery Note",
        default=True,
        help="Goods that come into an outlet's warehouse are counted line by line and "
        "signed for before they are booked.",
    )
    aftersales_sign_issues = fields.Boolean(
        string="Issue Goods Against Signatures",
        default=True,
        help="Goods leave an outlet's warehouse against a signed delivery note only.",
    )
    aftersales_taker_signs = fields.Boolean(
        string="Deliverer or Receiver Signs",
        default=True,
        help="Whoever takes the goods along signs for them.",
    )
    aftersales_feedback_days = fields.Char(
        string="Quality Report Days",
        default="15,30",
        help="Days of the month on which each outlet's quality feedback goes to head "
        "office. A day that a month lacks is its last one.",
    )
    aftersales_quality_partner_id = fields.Many2one(
        "res.partner",
        string="Quality Feedback Goes To",
        check_company=True,
        help="Who at head office is told of each feedback, and gets the reports.",
    )

    @api.constrains("aftersales_feedback_days")
    def _check_aftersales_feedback_days(self):
        for company in self:
            try:
                report_days.parse_days(company.aftersales_feedback_days or "")
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Quality Report Days of %(company)s: write days of the month "
                        "with commas between them, like 15,30.",
                        company=company.name,
                    )
                ) from error

    def _find_first_user(self, group):
        """Who of a role is told: the first of the company, the same every time."""
        self.ensure_one()
        return group.all_user_ids.filtered(
            lambda user: user.active and not user.share and self in user.company_ids
        ).sorted("id")[:1]
