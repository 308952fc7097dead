from odoo import api, models

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
)

#: What evidence counts by outlet beside what key figures do.
COUNTED = (
    "aftersales.archive.batch",
    "aftersales.corrective.task",
    "aftersales.loan",
    "aftersales.maintenance.occurrence",
    "aftersales.outlet.scorecard",
    "aftersales.performance.entry",
    "aftersales.recall.line",
    "aftersales.spot.check",
    "aftersales.training.attendance",
    "aftersales.training.session",
    "aftersales.warranty.decision",
)


class AftersalesKpiSource(models.AbstractModel):
    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **{model: {BY_OUTLET: "outlet_id"} for model in COUNTED},
            "aftersales.outlet": {BY_OUTLET: "id"},
            "aftersales.order.pause": {BY_OUTLET: "order_id.outlet_id"},
            "aftersales.delivery.document": {BY_OUTLET: "delivery_id.outlet_id"},
            **super()._get_scope_fields(),
        }
