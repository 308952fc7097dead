from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_duplicate_days = fields.Integer(
        related="company_id.aftersales_duplicate_days", readonly=False
    )
    aftersales_repeat_days = fields.Integer(
        related="company_id.aftersales_repeat_days", readonly=False
    )
    aftersales_booking_check = fields.Selection(
        related="company_id.aftersales_booking_check", readonly=False
    )
    aftersales_visit_hours = fields.Float(
        related="company_id.aftersales_visit_hours", readonly=False
    )
    aftersales_settle_on = fields.Selection(
        related="company_id.aftersales_settle_on", readonly=False
    )
    aftersales_pricelist_id = fields.Many2one(
        related="company_id.aftersales_pricelist_id", readonly=False
    )
    aftersales_tariff_is_published = fields.Boolean(
        related="company_id.aftersales_tariff_is_published", readonly=False
    )
    aftersales_price_confirmation = fields.Boolean(
        related="company_id.aftersales_price_confirmation", readonly=False
    )
    aftersales_cash_journal_id = fields.Many2one(
        related="company_id.aftersales_cash_journal_id", readonly=False
    )
    aftersales_transfer_journal_id = fields.Many2one(
        related="company_id.aftersales_transfer_journal_id", readonly=False
    )
    aftersales_labour_product_id = fields.Many2one(
        related="company_id.aftersales_labour_product_id", readonly=False
    )
    aftersales_travel_product_id = fields.Many2one(
        related="company_id.aftersales_travel_product_id", readonly=False
    )
    aftersales_warranty_location_id = fields.Many2one(
        related="company_id.aftersales_warranty_location_id", readonly=False
    )
    aftersales_warranty_account_id = fields.Many2one(
        related="company_id.aftersales_warranty_location_id.valuation_account_id",
        string="Warranty Cost Account",
        readonly=False,
    )
