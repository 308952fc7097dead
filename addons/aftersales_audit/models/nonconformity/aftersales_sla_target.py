from odoo import api, models


class AftersalesSlaTarget(models.Model):
    _inherit = "aftersales.sla.target"

    @api.model
    def _get_promised_models(self) -> list[str]:
        return [*super()._get_promised_models(), "aftersales.nonconformity"]
