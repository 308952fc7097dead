from odoo import api, fields, models

#: How many records of a gap are named.
SHOWN = 5


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
    record_names = fields.Char(string="Among Them", compute="_compute_record_names")

    @api.depends("res_ids")
    def _compute_count(self):
        for line in self:
            line.count = len(line.res_ids or [])

    @api.depends("res_model", "res_ids")
    def _compute_record_names(self):
        """The first of them by name, as a certifier would be told."""
        for model, lines in self.grouped("res_model").items():
            keys = [key for line in lines for key in (line.res_ids or [])[:SHOWN]]
            # The check looked with raised rights already; see `_find_gaps`.
            records = self.env[model].sudo().browse(keys).exists()
            names = {record.id: record.display_name for record in records}
            for line in lines:
                shown = [names.get(key) for key in (line.res_ids or [])[:SHOWN]]
                shown += ["…"] * (line.count > SHOWN)
                line.record_names = ", ".join(filter(None, shown))

    def action_view_records(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.res_ids or [])],
        }
