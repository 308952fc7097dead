from odoo import fields, models

QUALITIES = [("qualified", "Qualified"), ("nonconforming", "Nonconforming")]
LIABILITIES = [("outlet", "Outlet"), ("head_office", "Head Office")]


class StockLocation(models.Model):
    _inherit = "stock.location"

    aftersales_quality = fields.Selection(
        QUALITIES,
        string="Quality of Goods",
        help="What stands here. Empty: as in the location around it; where none says "
        "anything, goods are qualified.",
    )
    aftersales_liability = fields.Selection(
        LIABILITIES,
        string="Liability",
        help="Who answers for nonconforming goods that stand here. What head office "
        "answers for (production, haulage) is held for it and does not depreciate.",
    )
