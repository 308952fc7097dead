from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [("reward", "Reward"), ("penalty", "Penalty")]


class AftersalesPerformanceRule(models.Model):
    """What is rewarded or penalised, and with how much (R451-R459)."""

    _name = "aftersales.performance.rule"
    _description = "Rule for Rewards and Penalties"
    _order = "kind desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    kind = fields.Selection(KINDS, required=True, default="penalty")
    description = fields.Text(
        translate=True, help="When it applies, in the words of the handbook."
    )
    amount = fields.Float(
        digits=(16, 2),
        help="Proposed for each case, in the company's currency. 0: by gravity, the "
        "manager fills it in.",
    )
    source = fields.Char(
        help="Technical name of what finds its cases. Empty: people propose them.",
    )
    is_automatic = fields.Boolean(
        string="Finds Its Cases", compute="_compute_is_automatic"
    )
    watch_from = fields.Date(
        string="Cases From",
        required=True,
        default=fields.Date.context_today,
        help="What happened before this day is not looked for.",
    )
    rule_refs = fields.Char(string="Rules", help="Rules of the handbooks it is from.")
    entry_ids = fields.One2many(
        "aftersales.performance.entry", "rule_id", "Rewards and Penalties"
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another rule has this code already."
    )
    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)",
        "Amount of a rule: 0 or more. Whether it is given or taken is said by Kind.",
    )

    @api.depends("source")
    def _compute_is_automatic(self):
        for record in self:
            record.is_automatic = bool(record.source)

    @api.constrains("source")
    def _check_source(self):
        Source = self.env["aftersales.performance.source"]
        for record in self.filtered("source"):
            if not hasattr(type(Source), f"_find_{record.source}"):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: nothing finds cases of “%(method)s”. Empty the "
                        "field Source, or install the addon that finds them.",
                        rule=record.name,
                        method=record.source,
                    )
                )

    def action_view_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_performance_entry_action"
        )
        action["domain"] = [("rule_id", "=", self.id)]
        action["context"] = {"default_rule_id": self.id}
        return action
