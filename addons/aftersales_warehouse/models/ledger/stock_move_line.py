from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # Ledgers and clearings ask for what was done in some days.
    _aftersales_done_idx = models.Index("(date) WHERE state = 'done'")
