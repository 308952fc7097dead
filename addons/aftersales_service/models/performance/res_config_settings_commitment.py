from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_commitment_group_id = fields.Many2one(
        related="company_id.aftersales_commitment_group_id", readonly=False
    )
    aftersales_commitment_revision_months = fields.Integer(
        related="company_id.aftersales_commitment_revision_months", readonly=False
    )
