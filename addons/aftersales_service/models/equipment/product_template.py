from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    aftersales_order_count = fields.Integer(
        string="Service Orders",
        compute="_compute_aftersales_order_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_order_count(self):
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [("product_id", "in", self.product_variant_ids.ids)],
                ["product_id"],
                ["__count"],
            )
        )
        for template in self:
            template.aftersales_order_count = sum(
                counts.get(variant, 0) for variant in template.product_variant_ids
            )

    def action_view_aftersales_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [("product_id", "in", self.product_variant_ids.ids)]
        return action
