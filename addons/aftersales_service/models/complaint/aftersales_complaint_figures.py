from datetime import timedelta

from odoo import api, fields, models


class AftersalesComplaint(models.Model):
    """Was the complaint answered in time? What reports and key figures ask (R249)."""

    _inherit = "aftersales.complaint"

    answer_deadline = fields.Datetime(
        string="Answer Until",
        compute="_compute_answer_deadline",
        store=True,
        help="From the company's time to answer complaints, as it was when the "
        "complaint was received.",
    )
    is_in_time = fields.Boolean(
        string="Answered in Time",
        compute="_compute_is_in_time",
        store=True,
        help="An answer was given by its deadline.",
    )

    @api.depends("received_at")
    def _compute_answer_deadline(self):
        for complaint in self:
            days = complaint.company_id.aftersales_complaint_answer_days
            received = complaint.received_at
            complaint.answer_deadline = received and received + timedelta(days=days)

    @api.depends("answer_deadline", "answered_at")
    def _compute_is_in_time(self):
        for complaint in self:
            answered, deadline = complaint.answered_at, complaint.answer_deadline
            complaint.is_in_time = bool(answered and deadline and answered <= deadline)
