from odoo import fields, models


class AftersalesToolKind(models.Model):
    """A kind of tool: which work requires it, how often it is calibrated."""

    _name = "aftersales.tool.kind"
    _description = "Kind of Tool"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    is_calibrated = fields.Boolean(
        default=True,
        help="Without a valid calibration a tool of this kind is blocked.",
    )
    interval_months = fields.Integer(
        string="Calibrate Every (months)", default=12, required=True
    )
    remind_days = fields.Integer(string="Tell Before (days)", default=30, required=True)
    requirement_ids = fields.One2many(
        "aftersales.tool.requirement", "kind_id", string="Required By"
    )

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "There is such a kind of tool."
    )
    _interval_positive = models.Constraint(
        "CHECK(interval_months > 0 AND remind_days >= 0)",
        "The interval of a calibration must be above zero.",
    )

    def _describe_lack(self, has_unfit: bool) -> str:
        """Why somebody is not proposed for work that requires such a tool."""
        self.ensure_one()
        if has_unfit:
            return self.env._(
                "%(kind)s is required, and what he and the outlet have is out of "
                "calibration or blocked on that day. Have it calibrated, or choose "
                "another technician.",
                kind=self.name,
            )
        return self.env._(
            "%(kind)s is required, and neither he nor the outlet has one. Hand one out "
            "(After-Sales Warehouse ▸ Spare Parts ▸ Tools), or choose another "
            "technician.",
            kind=self.name,
        )
