from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesArchiveRule(models.Model):
    """Which papers are handed in for which period, by when, by whom, to whom."""

    _name = "aftersales.archive.rule"
    _description = "Archive Rule"
    _order = "sequence, id"

    name = fields.Char(string="Papers", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company with outlets."
    )
    source = fields.Selection(
        selection="_selection_source",
        string="Collected From",
        required=True,
        help="What the papers are made of.",
    )
    has_source = fields.Boolean(compute="_compute_has_source")
    legal_source = fields.Char(
        string="Handbook", translate=True, help="Where the rule comes from."
    )
    period = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        required=True,
        default="month",
    )
    due_day = fields.Integer(
        required=True,
        default=2,
        help="Day of the month after the period by which the papers are handed in; "
        "for weeks, day of the week after (1: Monday).",
    )
    remind_days = fields.Integer(
        string="Remind Before (days)",
        default=1,
        help="Who hands in is reminded this many days before the papers are due.",
    )
    is_per_outlet = fields.Boolean(
        string="One for Each Outlet",
        help="Every outlet hands in its own papers, instead of all together.",
    )
    date_start = fields.Date(
        string="Since",
        required=True,
        default=fields.Date.context_today,
        help="The first period is the one that this day lies in.",
    )
    giver_ids = fields.Many2many(
        "res.users",
        "aftersales_archive_rule_giver_rel",
        string="Hand In",
        help="Only these dispatchers hand in, and are reminded. Empty: any; for papers "
        "of an outlet, its manager.",
    )
    receiver_ids = fields.Many2many(
        "res.users",
        "aftersales_archive_rule_receiver_rel",
        string="Receive",
        help="Only these receive the papers and keep them, and are reminded. Empty: "
        "any service manager or inspector.",
    )
    retention_years = fields.Integer(
        string="Kept For (years)",
        help="0: not set; the papers are kept until somebody sets it.",
    )
    batch_ids = fields.One2many("aftersales.archive.batch", "rule_id", "Batches")
    batch_count = fields.Integer(compute="_compute_batch_count")

    _due_day_range = models.Constraint(
        "CHECK(due_day BETWEEN 1 AND CASE WHEN period = 'week' THEN 7 ELSE 31 END)",
        "Due Day must be a day of the month (1 to 31), for weeks of the week (1 to 7).",
    )
    _retention_positive = models.Constraint(
        "CHECK(retention_years >= 0)", "“Kept For” cannot be negative."
    )
    _remind_positive = models.Constraint(
        "CHECK(remind_days >= 0)", "“Remind Before” cannot be negative."
    )

    @api.model
    def _selection_source(self):
        return list(self.env["aftersales.archive.source"]._get_labels().items())

    @api.depends("source")
    def _compute_has_source(self):
        Source = self.env["aftersales.archive.source"]
        for rule in self:
            rule.has_source = bool(rule.source) and Source._has(rule.source)

    def _compute_batch_count(self):
        counts = dict(
            self.env["aftersales.archive.batch"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.batch_count = counts.get(rule, 0)

    @api.constrains("source", "period", "is_per_outlet")
    def _check_batches(self):
        """What was handed in under a rule stays what it was."""
        for rule in self:
            batches = rule.sudo().batch_ids
            if any(
                (b.source, b.period, bool(b.outlet_id) and not rule.is_per_outlet)
                != (rule.source, rule.period, False)
                for b in batches
            ):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: there are batches of it. Archive this rule and make "
                        "a new one instead of changing what it collects.",
                        rule=rule.name,
                    )
                )

    def action_view_batches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_archive_batch_action"
        )
        action["domain"] = [("rule_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_open_periods(self):
        """Make the batches of periods that are over now, without waiting for night."""
        self.check_access("write")
        self._open_periods(fields.Date.context_today(self))
        return self.action_view_batches() if len(self) == 1 else None
