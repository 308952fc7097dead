from odoo import api, fields, models

MILESTONE = "complaint_answer"


class AftersalesComplaint(models.Model):
    """Was the complaint answered in time? What reports and key figures ask (R249)."""

    _inherit = "aftersales.complaint"

    answer_deadline = fields.Datetime(
        string="Answer Until",
        compute="_compute_answer_deadline",
        store=True,
        index="btree_not_null",
        help="The first deadline of its answer: of the law, or promised.",
    )
    is_in_time = fields.Boolean(
        string="Answered in Time",
        compute="_compute_is_in_time",
        store=True,
        help="An answer was given by its deadline.",
    )

    @api.depends("sla_ids.milestone", "sla_ids.deadline", "sla_ids.state")
    def _compute_answer_deadline(self):
        for complaint in self:
            complaint.answer_deadline = min(
                (
                    row.deadline
                    for row in complaint.sla_ids
                    if row.milestone == MILESTONE
                    and row.deadline
                    and row.state != "cancelled"
                ),
                default=False,
            )

    @api.depends("answer_deadline", "answered_at")
    def _compute_is_in_time(self):
        for complaint in self:
            answered, deadline = complaint.answered_at, complaint.answer_deadline
            complaint.is_in_time = bool(answered and deadline and answered <= deadline)
