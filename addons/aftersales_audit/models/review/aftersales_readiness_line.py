from odoo import api, fields, models


class AftersalesReadinessLine(models.TransientModel):
    """A gap and the records it is about."""

    _name = "aftersales.readiness.line"
    _description = "Gap Before the Certifier"
    _order = "area, id"

    readiness_id = fields.Many2one(
        "aftersales.readiness", required=True, index=True, ondelete="cascade"
    )
    area = fields.Selection(
        [
            ("audit", "Last Evaluation"),
            ("typical", "Often Found by Certifiers"),
            ("finding", "Findings"),
            ("document", "Documents"),
            ("law", "Laws and Standards"),
            ("paper", "Papers and People"),
        ],
        string="Where",
        required=True,
    )
    name = fields.Char(string="Gap", required=True)
    res_model = fields.Char(string="Document Kind", required=True)
    res_ids = fields.Json(string="Record Numbers")
    count = fields.Integer(string="Records", compute="_compute_count")

    @api.depends("res_ids")
    def _compute_count(self):
        for line in self:
            line.count = len(line.res_ids or [])

    def action_view_records(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.res_ids or [])],
        }
