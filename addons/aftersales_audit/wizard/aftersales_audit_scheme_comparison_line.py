from odoo import fields, models


class AftersalesAuditSchemeComparisonLine(models.TransientModel):
    """One change."""

    _name = "aftersales.audit.scheme.comparison.line"
    _description = "Change of an Edition"

    comparison_id = fields.Many2one(
        "aftersales.audit.scheme.comparison",
        required=True,
        index=True,
        ondelete="cascade",
    )
    code = fields.Char(string="Clause Number", readonly=True)
    kind = fields.Selection(
        [
            ("added", "Added"),
            ("removed", "Removed"),
            ("points", "Points Changed"),
            ("name", "Renamed"),
            ("moved", "Moved"),
        ],
        string="Change",
        readonly=True,
    )
    old_value = fields.Char(string="Before", readonly=True)
    new_value = fields.Char(string="After", readonly=True)
