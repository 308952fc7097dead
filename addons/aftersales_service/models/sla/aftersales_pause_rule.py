from odoo import api, fields, models, tools

# Which clocks a reason can stop, and the milestones they lead to.
CLOCKS = {
    "response": ("accept", "dispatch"),
    "arrival": ("arrive", "assess"),
    "repair": ("repair", "sign"),
    "closing": ("settle", "close"),
}


class AftersalesPauseRule(models.Model):
    """What waiting for a reason does to the clocks of an order."""

    _name = "aftersales.pause.rule"
    _description = "SLA Pause Rule"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(compute="_compute_name")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies without their own."
    )
    reason = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["waiting_reason"]
            ._description_selection(self.env)
        ),
        required=True,
    )
    stops_response = fields.Boolean(
        string="Response", help="Stops the clocks of acceptance and dispatch."
    )
    stops_arrival = fields.Boolean(
        string="Arrival", help="Stops the clocks of arrival and assessment."
    )
    stops_repair = fields.Boolean(
        string="Repair", help="Stops the clocks of repair and signature."
    )
    stops_closing = fields.Boolean(
        string="Closing", help="Stops the clocks of settlement and closing."
    )
    max_hours = fields.Float(
        string="At Most (hours)",
        help="So many hours of an order count as paused for this reason. Empty: all.",
    )

    _reason_uniq = models.UniqueIndex(
        "(reason, COALESCE(company_id, 0))", "There is a rule for this reason already."
    )

    @api.depends("reason")
    def _compute_name(self):
        labels = dict(self._fields["reason"]._description_selection(self.env))
        for rule in self:
            rule.name = labels.get(rule.reason)

    @tools.ormcache("company_id")
    def _get_rules(self, company_id: int) -> dict[str, tuple[frozenset, float]]:
        """By reason: milestones whose clock it stops, hours at most (0: no limit)."""
        rules = self.sudo().search([("company_id", "in", (company_id, False))])
        # A company's own rule comes last and overwrites the general one.
        rules = rules.sorted(lambda rule: bool(rule.company_id))
        return {
            rule.reason: (
                frozenset(
                    milestone
                    for clock, milestones in CLOCKS.items()
                    if rule[f"stops_{clock}"]
                    for milestone in milestones
                ),
                rule.max_hours,
            )
            for rule in rules
        }
