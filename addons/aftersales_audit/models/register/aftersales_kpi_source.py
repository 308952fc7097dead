from odoo import api, models

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
)

COUNTED = (
    "aftersales.crisis",
    "aftersales.recovery",
    "aftersales.research",
    "aftersales.risk",
    "aftersales.suggestion",
)


class AftersalesKpiSource(models.AbstractModel):
    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        own = {model: {BY_OUTLET: "outlet_id"} for model in COUNTED}
        return {**own, **super()._get_scope_fields()}
