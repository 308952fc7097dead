from odoo import fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "aftersales.origin.mixin"]

    _aftersales_origin_field = "origin_sale_id"

    aftersales_order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Service order whose paid work this one quotes.",
        groups="aftersales_service.group_reader",
    )

    def _prepare_aftersales_order_context(self) -> dict:
        return {
            **super()._prepare_aftersales_order_context(),
            "default_partner_id": self.partner_id.id,
            "default_site_partner_id": self.partner_shipping_id.id,
        }
