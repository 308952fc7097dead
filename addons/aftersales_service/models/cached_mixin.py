from odoo import api, models


class AftersalesCachedMixin(models.AbstractModel):
    """Master data that others keep at hand (``ormcache``); a change forgets it."""

    _name = "aftersales.cached.mixin"
    _description = "Master Data Kept at Hand"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
