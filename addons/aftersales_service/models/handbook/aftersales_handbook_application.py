from odoo import fields, models


class AftersalesHandbookApplication(models.Model):
    """A handbook was applied to a company: by whom, when, what became of each item."""

    _name = "aftersales.handbook.application"
    _description = "Applied Handbook"
    _order = "id desc"
    _rec_name = "handbook_id"

    handbook_id = fields.Many2one(
        "aftersales.handbook", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user, required=True
    )
    applied_at = fields.Datetime(
        string="Applied", default=fields.Datetime.now, required=True
    )
    line_ids = fields.One2many(
        "aftersales.handbook.application.line", "application_id", string="Items"
    )
