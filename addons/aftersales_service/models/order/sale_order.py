from odoo import fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "aftersales.origin.mixin"]

    _aftersales_origin_field = "origin_sale_id"

    aftersales_charged_order_ids = fields.One2many(
        "aftersales.order",
        "sale_order_id",
        string="Charged Service Orders",
        help="Service orders whose paid work this order quotes.",
        groups="aftersales_service.group_reader",
    )

    def _prepare_aftersales_order_context(self) -> dict:
        return {
            **super()._prepare_aftersales_order_context(),
            "default_partner_id": self.partner_id.id,
            "default_site_partner_id": self.partner_shipping_id.id,
        }
