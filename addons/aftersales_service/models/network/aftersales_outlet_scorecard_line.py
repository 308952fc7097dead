from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

MAX_POINTS = 100


class AftersalesOutletScorecardLine(models.Model):
    """One figure of a card, its points, what the outlet says, what was decided."""

    _name = "aftersales.outlet.scorecard.line"
    _description = "Scorecard Line"
    _order = "card_id, id"
    _check_company_auto = True

    card_id = fields.Many2one(
        "aftersales.outlet.scorecard",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    outlet_id = fields.Many2one(
        related="card_id.outlet_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="card_id.company_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(
        related="card_id.date_from", store=True, precompute=True, index=True
    )
    date_to = fields.Date(related="card_id.date_to")
    state = fields.Selection(related="card_id.state")
    can_appeal = fields.Boolean(related="card_id.can_appeal")
    metric_id = fields.Many2one(
        "aftersales.scorecard.metric",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    kpi_id = fields.Many2one(
        "aftersales.kpi",
        string="Key Figure",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit = fields.Selection(related="kpi_id.unit")
    weight = fields.Float(readonly=True, help="As the scheme says.")
    is_measured = fields.Boolean(
        string="Measured",
        readonly=True,
        help="Off: there was nothing to measure; the other weights grow.",
    )
    value = fields.Float(string="Figure", readonly=True, aggregator="avg")
    numerator = fields.Float(readonly=True)
    denominator = fields.Float(
        string="Out Of", readonly=True, help="How many there were."
    )
    points = fields.Float(readonly=True, aggregator="avg", digits=(5, 2))
    share = fields.Float(
        readonly=True,
        help="Of the score, after what was not measured is left out.",
    )
    appeal_reason = fields.Text(readonly=True, copy=False)
    appealed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decision = fields.Selection(
        [("changed", "Changed"), ("kept", "Stays")], readonly=True, copy=False
    )
    decision_note = fields.Text(string="Reason", readonly=True, copy=False)
    decided_points = fields.Float(readonly=True, copy=False, digits=(5, 2))
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("kpi_id", "card_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.card_id.display_name} · {line.kpi_id.name}"

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec in ("value:avg", "points:avg"):
            # What was not measured is no nought.
            return SQL(
                "AVG(%s) FILTER (WHERE %s)",
                self._field_to_sql(self._table, aggregate_spec[:-4], query),
                self._field_to_sql(self._table, "is_measured", query),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _get_counted_points(self) -> float | None:
        """Points that count: decided ones, measured ones, or none at all."""
        self.ensure_one()
        if self.decision == "changed":
            return self.decided_points
        return self.points if self.is_measured else None

    def _appeal(self, reason: str) -> None:
        """The outlet objects to these lines, within its time and with its reason."""
        cards = self.card_id
        cards._check_step_role("appeal")
        cards._check_own("appeal")
        cards._check_step_possible("appeal")
        problems = [
            self.env._(
                "%(card)s: the time to appeal was over on %(day)s.",
                card=card.display_name,
                day=card.appeal_until,
            )
            for card in cards
            if not card._is_in_appeal_time()
        ]
        if not (reason or "").strip():
            problems.append(self.env._("Say why these points are not right."))
        self._raise(problems)
        lines = self.sudo()
        lines.write({"appeal_reason": reason, "appealed_by_id": self.env.uid})
        cards.sudo()._transition("appeal")
        cards.sudo()._drop_activities()
        cards.sudo()._message_log_batch(
            bodies={
                card.id: self.env._(
                    "Appeal by %(user)s against %(metrics)s: %(reason)s",
                    user=self.env.user.name,
                    metrics=", ".join(
                        (lines & card.sudo().line_ids).kpi_id.mapped("name")
                    ),
                    reason=reason,
                )
                for card in cards
            }
        )

    def _decide(self, decision: str, note: str, points: float = 0.0) -> None:
        """A manager decides on an appeal, with words; the last decision ends it.

        :param points: what counts from now on, where the decision is ``changed``
        """
        cards = self.card_id
        cards._check_step_role("decide")
        cards._check_step_possible("decide")
        problems = [
            self.env._("%(line)s: nobody objected to it.", line=line.display_name)
            for line in self
            if not line.appeal_reason
        ]
        if not (note or "").strip():
            problems.append(self.env._("Say why you decide so: the outlet reads it."))
        if not 0 <= points <= MAX_POINTS:
            problems.append(self.env._("Points go from 0 to 100."))
        self._raise(problems)
        self.sudo().write(
            {
                "decision": decision,
                "decision_note": note,
                "decided_points": points if decision == "changed" else 0.0,
                "decided_by_id": self.env.uid,
            }
        )
        ready = cards.sudo().filtered(
            lambda card: all(
                line.decision for line in card.line_ids if line.appeal_reason
            )
        )
        ready._weigh()
        ready._transition("decide")

    @api.model
    def _raise(self, problems: list[str]) -> None:
        if problems:
            raise UserError("\n".join(problems))

    def action_open_source(self):
        """The very records behind the figure."""
        self.ensure_one()
        return self.kpi_id.with_company(self.company_id)._get_source_action(
            self.date_from, self.date_to, outlet=self.outlet_id
        )
