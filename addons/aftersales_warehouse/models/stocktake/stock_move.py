from odoo import fields, models


class StockMove(models.Model):
    """Adjustments of a stocktake: their cost belongs to the outlet that was counted."""

    _inherit = "stock.move"

    aftersales_stocktake_line_id = fields.Many2one(
        "aftersales.stocktake.line",
        string="Stocktake Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _get_account_move_line_vals(self):
        values = super()._get_account_move_line_vals()
        outlet = self.aftersales_stocktake_line_id.stocktake_id.outlet_id
        analytic = outlet.analytic_account_id
        if analytic:
            places = self.location_id | self.location_dest_id
            accounts = places.valuation_account_id.ids
            for line in values:
                if line["account_id"] in accounts:
                    line["analytic_distribution"] = {str(analytic.id): 100}
        return values
