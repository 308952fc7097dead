from odoo import api, fields, models


class AftersalesAuditMeeting(models.Model):
    """Opening and closing meeting: when, who, what was said."""

    _name = "aftersales.audit.meeting"
    _description = "Meeting of an Audit"
    _inherit = ["hr.mixin", "aftersales.sealed.part.mixin"]
    _order = "audit_id, held_at, id"
    _check_company_auto = True
    _sealed_parents = ("audit_id",)

    audit_id = fields.Many2one(
        "aftersales.audit", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="audit_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        [("opening", "Opening Meeting"), ("closing", "Closing Meeting")],
        string="Meeting",
        required=True,
        default="opening",
    )
    held_at = fields.Datetime(string="Held", required=True, default=fields.Datetime.now)
    place = fields.Char()
    chair_id = fields.Many2one("hr.employee", check_company=True, ondelete="restrict")
    participant_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_audit_meeting_participant_rel",
        column1="meeting_id",
        column2="employee_id",
        string="Participants",
        check_company=True,
        ondelete="restrict",
    )
    guests = fields.Char(help="Others who were there.")
    minutes = fields.Html()

    @api.depends("audit_id.name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for meeting in self:
            meeting.display_name = f"{meeting.audit_id.name} {kinds.get(meeting.kind)}"
