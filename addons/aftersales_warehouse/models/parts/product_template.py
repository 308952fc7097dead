from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_view_substitutes(self):
        """What may stand in for any variant, or any variant stands in for."""
        return self.product_variant_ids.action_view_substitutes()
