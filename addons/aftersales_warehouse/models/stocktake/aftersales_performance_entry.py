from odoo import api, fields, models


class AftersalesPerformanceEntry(models.Model):
    """A shortage as evidence: the stocktake that found it."""

    _inherit = "aftersales.performance.entry"

    stocktake_id = fields.Many2one(
        "aftersales.stocktake",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin = fields.Reference(selection_add=[("aftersales.stocktake", "Stocktake")])

    _case_uniq = models.UniqueIndex(
        "(rule_id, employee_id, date, COALESCE(sla_id, 0), COALESCE(dispatch_id, 0), "
        "COALESCE(spot_check_id, 0), COALESCE(stocktake_id, 0)) WHERE is_automatic",
        "This case has been proposed already.",
    )

    @api.depends("stocktake_id")
    def _compute_origin(self):
        result = super()._compute_origin()
        for entry in self.filtered("stocktake_id"):
            entry.origin = f"aftersales.stocktake,{entry.stocktake_id.id}"
        return result
