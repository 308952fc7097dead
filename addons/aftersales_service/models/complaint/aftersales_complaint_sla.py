from odoo import api, fields, models


class AftersalesComplaintSla(models.Model):
    """A promise, or a limit of the law, about a complaint."""

    _name = "aftersales.complaint.sla"
    _description = "Deadline of a Complaint"
    _inherit = ["aftersales.promise.mixin"]

    _document_field = "complaint_id"
    _document_model = "aftersales.complaint"
    _document_path = "service-complaints"
    _activity_field = "aftersales_complaint_sla_id"
    _activity_type = "aftersales_service.activity_type_complaint_promise"

    complaint_id = fields.Many2one(
        "aftersales.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(related="complaint_id.partner_id")
    outlet_id = fields.Many2one(related="complaint_id.outlet_id")
    user_id = fields.Many2one(related="complaint_id.user_id")
    level = fields.Selection(related="complaint_id.level")

    # The sweep reads nothing but what is due.
    _next_check_idx = models.Index("(next_check_at) WHERE next_check_at IS NOT NULL")
    # Key figures read the promises of one kind that were due in a period.
    _milestone_deadline_idx = models.Index(
        "(company_id, milestone, deadline) WHERE state != 'cancelled'"
    )

    def _on_breach(self) -> None:
        """A missed clock brings the complaint to the one above (R242)."""
        result = super()._on_breach()
        late = self.filtered(lambda row: row.milestone != "complaint_decided")
        for complaint, rows in late.grouped("complaint_id").items():
            complaint._escalate(
                self.env._(
                    "Brought to who is above, because it was missed: %(promises)s.",
                    promises=", ".join(rows.mapped("display_name")),
                )
            )
        return result

    @api.model
    def _get_customer_labels(self) -> dict[str, str]:
        return {
            "complaint_acknowledge": self.env._("We confirm your complaint"),
            "complaint_answer": self.env._("You have our answer"),
            "complaint_resolve": self.env._("It is put right"),
            "complaint_refund": self.env._("You have your money or goods"),
        }

    def action_view_complaint(self):
        self.ensure_one()
        return self.complaint_id._get_records_action()
