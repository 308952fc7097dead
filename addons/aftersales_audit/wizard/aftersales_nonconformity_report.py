from odoo import api, fields, models


class AftersalesNonconformityReport(models.TransientModel):
    """Anybody of the house tells of something that is not as it has to be, or of a
    hidden trouble seen during a repair (R336)."""

    _name = "aftersales.nonconformity.report"
    _description = "Report of a Nonconformity"

    title = fields.Char(string="Subject", required=True)
    facts = fields.Text(
        required=True, help="What was seen, where, when, in which records; no opinion."
    )
    outlet_id = fields.Many2one("aftersales.outlet")
    department_id = fields.Many2one("hr.department")
    res_model = fields.Char(string="Document Kind", readonly=True)
    res_id = fields.Many2oneReference(
        string="Source Document", model_field="res_model", readonly=True
    )

    @api.model
    def default_get(self, fields):
        """Opened on a document, it is about that document."""
        values = super().default_get(fields)
        model, key = (self.env.context.get(f"active_{n}") for n in ("model", "id"))
        if key and model in self._get_document_models():
            values.update(res_model=model, res_id=key)
        return values

    @api.model
    def _get_document_models(self) -> tuple[str, ...]:
        """Documents that something may be told of."""
        return ("aftersales.order", "aftersales.dispatch")

    def action_report(self):
        """Written down for those who follow it up; they decide what it is."""
        self.ensure_one()
        vals = {
            "title": self.title,
            "facts": self.facts,
            "department_id": self.department_id.id,
        }
        if self.outlet_id:
            vals["outlet_id"] = self.outlet_id.id
        Nonconformity = self.env["aftersales.nonconformity"]
        if self.res_id and self.res_model in self._get_document_models():
            document = self.env[self.res_model].browse(self.res_id)
            document.check_access("read")
            record = Nonconformity._open_for(document, vals)
        else:
            # Whoever sees something need not be one who follows it up.
            record = Nonconformity.sudo().create(vals)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(number)s was written down.", number=record.name
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
