from odoo import fields, models
from odoo.fields import Domain


class ProductProduct(models.Model):
    _inherit = "product.product"

    aftersales_substitute_count = fields.Integer(
        string="Substitutes",
        compute="_compute_aftersales_substitute_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_substitute_count(self):
        counts = dict(
            self.env["aftersales.part.substitute"]._read_group(
                [("product_id", "in", self.ids)], ["product_id"], ["__count"]
            )
        )
        for product in self:
            product.aftersales_substitute_count = counts.get(product, 0)

    def action_view_substitutes(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_part_substitute_action"
        )
        return {
            **action,
            "domain": list(
                Domain("product_id", "in", self.ids)
                | Domain("substitute_id", "in", self.ids)
            ),
            "context": {"default_product_id": self[:1].id},
        }
