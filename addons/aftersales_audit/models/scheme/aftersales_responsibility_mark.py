from odoo import api, fields, models


class AftersalesResponsibilityMark(models.Model):
    """A mark and what it says of a department."""

    _name = "aftersales.responsibility.mark"
    _description = "Mark of Responsibility"
    _order = "legend_id, sequence, id"

    legend_id = fields.Many2one(
        "aftersales.responsibility.legend",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    symbol = fields.Char(required=True, size=2)
    name = fields.Char(required=True, translate=True)
    is_main = fields.Boolean(
        string="Main Duty",
        help="The department is mainly responsible: there is exactly one for each "
        "indicator.",
    )

    _symbol_uniq = models.UniqueIndex(
        "(legend_id, symbol)", "The legend has this mark already."
    )

    @api.depends("symbol", "name")
    def _compute_display_name(self):
        for mark in self:
            mark.display_name = f"{mark.symbol or ''} {mark.name or ''}".strip()
