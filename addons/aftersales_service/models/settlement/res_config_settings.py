from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_settlement_scope = fields.Selection(
        related="company_id.aftersales_settlement_scope", readonly=False
    )
    aftersales_settlement_day = fields.Integer(
        related="company_id.aftersales_settlement_day", readonly=False
    )
    aftersales_settlement_start = fields.Date(
        related="company_id.aftersales_settlement_start", readonly=False
    )
    aftersales_settlement_user_id = fields.Many2one(
        related="company_id.aftersales_settlement_user_id", readonly=False
    )
    aftersales_settlement_refusal_counts = fields.Boolean(
        related="company_id.aftersales_settlement_refusal_counts", readonly=False
    )
    aftersales_settlement_answer_days = fields.Integer(
        related="company_id.aftersales_settlement_answer_days", readonly=False
    )
    aftersales_settlement_remind_days = fields.Integer(
        related="company_id.aftersales_settlement_remind_days", readonly=False
    )
    aftersales_settlement_return_days = fields.Integer(
        related="company_id.aftersales_settlement_return_days", readonly=False
    )
    aftersales_settlement_negative = fields.Selection(
        related="company_id.aftersales_settlement_negative", readonly=False
    )
    aftersales_outlet_labour_product_id = fields.Many2one(
        related="company_id.aftersales_outlet_labour_product_id", readonly=False
    )
    aftersales_outlet_travel_product_id = fields.Many2one(
        related="company_id.aftersales_outlet_travel_product_id", readonly=False
    )
    aftersales_outlet_parts_product_id = fields.Many2one(
        related="company_id.aftersales_outlet_parts_product_id", readonly=False
    )
    aftersales_outlet_bonus_product_id = fields.Many2one(
        related="company_id.aftersales_outlet_bonus_product_id", readonly=False
    )
    aftersales_outlet_deduction_product_id = fields.Many2one(
        related="company_id.aftersales_outlet_deduction_product_id", readonly=False
    )
