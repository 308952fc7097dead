from odoo import fields, models


class AftersalesStocktakeCause(models.Model):
    """Why stock and books can differ, and whether the storekeeper answers for it."""

    _name = "aftersales.stocktake.cause"
    _description = "Cause of a Stock Difference"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needs_explanation = fields.Boolean(
        help="The line must say in words what happened.", default=True
    )
    keeper_bears = fields.Boolean(
        string="Storekeeper Bears It",
        help="What is missing is proposed as a penalty of the storekeeper.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another cause has this code already.")
