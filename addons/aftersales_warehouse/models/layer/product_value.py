from odoo import api, models


class ProductValue(models.Model):
    _inherit = "product.value"

    @api.model_create_multi
    def create(self, vals_list):
        """The host values what came before anew when a product gets a new price;
        layers keep what their goods have cost."""
        if any(not vals.get("move_id") for vals in vals_list):
            self = self.with_context(aftersales_keep_layer_cost=True)
        return super().create(vals_list)
