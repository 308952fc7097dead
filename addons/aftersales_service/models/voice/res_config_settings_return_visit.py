from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_corrective_days = fields.Integer(
        related="company_id.aftersales_corrective_days", readonly=False
    )
    aftersales_corrective_remind_days = fields.Integer(
        related="company_id.aftersales_corrective_remind_days", readonly=False
    )
    aftersales_return_visit_share = fields.Float(
        related="company_id.aftersales_return_visit_share", readonly=False
    )
    aftersales_return_visit_people = fields.Integer(
        related="company_id.aftersales_return_visit_people", readonly=False
    )
    aftersales_return_visit_attempts = fields.Integer(
        related="company_id.aftersales_return_visit_attempts", readonly=False
    )
    aftersales_return_visit_rest_days = fields.Integer(
        related="company_id.aftersales_return_visit_rest_days", readonly=False
    )
