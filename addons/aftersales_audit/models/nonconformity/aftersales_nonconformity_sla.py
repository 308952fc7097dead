from odoo import fields, models


class AftersalesNonconformitySla(models.Model):
    """Until when a unit has to plan, and somebody to verify what was done."""

    _name = "aftersales.nonconformity.sla"
    _description = "Deadline of a Nonconformity"
    _inherit = ["aftersales.promise.mixin"]

    _document_field = "nonconformity_id"
    _document_model = "aftersales.nonconformity"
    _document_path = "service-nonconformities"
    _activity_field = "aftersales_nonconformity_sla_id"
    _activity_type = "aftersales_audit.activity_type_nonconformity_promise"

    # Worded here too: labels of a selection are translated by the addon they stand in.
    state = fields.Selection(
        selection_add=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Reached"),
            ("cancelled", "Dropped"),
        ]
    )
    nonconformity_id = fields.Many2one(
        "aftersales.nonconformity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="nonconformity_id.company_id", store=True, precompute=True
    )
    department_id = fields.Many2one(related="nonconformity_id.department_id")
    outlet_id = fields.Many2one(related="nonconformity_id.outlet_id")
    user_id = fields.Many2one(related="nonconformity_id.user_id")

    # The sweep reads nothing but what is due.
    _next_check_idx = models.Index("(next_check_at) WHERE next_check_at IS NOT NULL")
