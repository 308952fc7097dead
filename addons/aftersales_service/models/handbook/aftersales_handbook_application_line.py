from odoo import fields, models

from ...tools import handbook as rules
from .aftersales_handbook import NOTE

ACTIONS = [
    (rules.CREATE, "New"),
    (rules.CHANGE, "Change"),
    (rules.SAME, "As It Is"),
    (rules.OPEN, "Not Set by the Source"),
    (NOTE, "For Information"),
]


class AftersalesHandbookApplicationLine(models.Model):
    """What became of one item; the last one applied tells what a person changed."""

    _name = "aftersales.handbook.application.line"
    _description = "Item of an Applied Handbook"
    _order = "application_id, id"
    _rec_name = "parameter_id"

    application_id = fields.Many2one(
        "aftersales.handbook.application",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="application_id.company_id", store=True, index=True
    )
    item_id = fields.Many2one("aftersales.handbook.item", ondelete="set null")
    parameter_id = fields.Many2one(
        "aftersales.handbook.parameter", required=True, ondelete="restrict"
    )
    area = fields.Selection(related="parameter_id.area", store=True)
    action = fields.Selection(ACTIONS, required=True)
    is_applied = fields.Boolean(string="Done")
    value_before = fields.Char(string="Before")
    value_after = fields.Char(string="After")
    value_key = fields.Char()
    rules = fields.Char()
    res_model = fields.Char(string="Model")
    res_id = fields.Many2oneReference(string="Record", model_field="res_model")

    def _get_record(self):
        """What was made or changed then, if it is still there."""
        self.ensure_one()
        if self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists() or None

    def action_open_record(self):
        self.ensure_one()
        record = self._get_record()
        return record and {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
