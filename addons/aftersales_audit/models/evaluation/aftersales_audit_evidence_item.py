from odoo import api, fields, models

# Names may tell of people; whoever audits sees them.
AUDITORS = (
    "aftersales_service.group_inspector,aftersales_service.group_service_manager,"
    "aftersales_audit.group_management"
)


class AftersalesAuditEvidenceItem(models.Model):
    """Records that stood for a proposal on the day they were counted."""

    _name = "aftersales.audit.evidence.item"
    _description = "Evidence of an Audit"
    _inherit = ["aftersales.audit.part"]
    _order = "line_id, source, id"

    line_id = fields.Many2one(
        "aftersales.audit.line", required=True, index=True, ondelete="cascade"
    )
    source = fields.Char(required=True, readonly=True)
    name = fields.Char(string="What Was Counted", required=True, readonly=True)
    value = fields.Float(readonly=True)
    count = fields.Integer(string="Records", readonly=True)
    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)
    res_names = fields.Json(
        string="Records by Name",
        readonly=True,
        groups=AUDITORS,
        help="As they were called that day.",
    )
    record_list = fields.Text(
        string="Records as They Were Called",
        compute="_compute_record_list",
        groups=AUDITORS,
    )
    collected_at = fields.Datetime(string="Collected", readonly=True)

    @api.depends("res_names")
    def _compute_record_list(self):
        for item in self:
            item.record_list = "\n".join(item.res_names or [])

    def action_view_records(self):
        """The records, as far as the reader may see them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.res_ids or [])],
        }
