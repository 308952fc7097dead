from odoo import api, models

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
)

OWN = (
    "aftersales.handover",
    "aftersales.old.part",
    "aftersales.part.proposal",
    "aftersales.part.request",
    "aftersales.quality.feedback",
    "aftersales.quality.report",
    "aftersales.receipt.line",
    "aftersales.stock.clearing",
    "aftersales.tool",
)


class AftersalesKpiSource(models.AbstractModel):
    """Whose the papers of goods are."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **super()._get_scope_fields(),
            **{model: {BY_OUTLET: "outlet_id"} for model in OWN},
        }
