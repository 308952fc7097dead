from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import scorecard, scorecard_flow

BATCH = 200
ACTIVITY = "aftersales_service.activity_type_scorecard"


class AftersalesOutletScorecard(models.Model):
    """What an outlet reached in a period. Its numbers are computed, never typed.

    Nobody writes a card but its steps, with raised rights after the role was checked.
    """

    _name = "aftersales.outlet.scorecard"
    _description = "Outlet Scorecard"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "date_from desc, score desc, id"
    _check_company_auto = True
    _rec_names_search = ["outlet_id"]
    _mail_post_access = "read"

    _flow_roles = scorecard_flow.ROLES
    _flow_moments = scorecard_flow.MOMENTS

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, precompute=True, index=True
    )
    scheme_id = fields.Many2one(
        "aftersales.scorecard.scheme",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="From", required=True, readonly=True, index=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    state = fields.Selection(
        [
            ("computed", "Computed"),
            ("published", "Published"),
            ("appealed", "Appealed"),
            ("decided", "Decided"),
            ("final", "Final"),
        ],
        default="computed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    score = fields.Float(readonly=True, digits=(5, 2), aggregator="avg", tracking=True)
    has_score = fields.Boolean(
        readonly=True, help="Off: nothing of the period could be measured."
    )
    measured_share = fields.Float(string="Measured", readonly=True, aggregator="avg")
    grade = fields.Selection(
        selection=lambda self: self.env["aftersales.outlet"]._get_grades(),
        readonly=True,
        index=True,
        tracking=True,
    )
    score_change = fields.Float(
        string="Change",
        compute="_compute_score_change",
        digits=(5, 2),
        help="Against the period before.",
    )
    line_ids = fields.One2many("aftersales.outlet.scorecard.line", "card_id")
    published_at = fields.Datetime(string="Published", readonly=True, copy=False)
    appeal_until = fields.Date(compute="_compute_appeal_until", store=True)
    appealed_at = fields.Datetime(string="Appealed", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)
    final_at = fields.Datetime(string="Final", readonly=True, copy=False)
    can_appeal = fields.Boolean(compute="_compute_can_appeal")

    _once = models.UniqueIndex(
        "(outlet_id, scheme_id, date_from)",
        "This outlet has a card of this period already.",
    )

    @api.depends("outlet_id", "date_from")
    def _compute_display_name(self):
        for card in self:
            card.display_name = f"{card.outlet_id.name} {card.date_from}"

    @api.depends("published_at", "scheme_id.appeal_days")
    def _compute_appeal_until(self):
        for card in self:
            if not card.published_at:
                card.appeal_until = False
            elif not card.appeal_until:
                # What was published stays, whatever the scheme says later.
                day = fields.Datetime.context_timestamp(card, card.published_at).date()
                card.appeal_until = day + timedelta(days=card.scheme_id.appeal_days)

    @api.depends("state", "appeal_until")
    @api.depends_context("uid")
    def _compute_can_appeal(self):
        for card in self:
            card.can_appeal = (
                card._can("appeal")
                and card._is_in_appeal_time()
                and self.env.user in card.outlet_id.sudo().access_user_ids
            )

    def _is_in_appeal_time(self) -> bool:
        self.ensure_one()
        return bool(self.appeal_until) and (
            fields.Date.context_today(self) <= self.appeal_until
        )

    @api.depends("score", "date_from")
    def _compute_score_change(self):
        """Against the newest card before it, in one query."""
        before = self.search(
            Domain("outlet_id", "in", self.outlet_id.ids)
            & Domain("scheme_id", "in", self.scheme_id.ids)
            & Domain("has_score", "=", True),
            order="date_from desc",
        ).grouped(lambda card: (card.outlet_id, card.scheme_id))
        for card in self:
            cards = before.get((card.outlet_id, card.scheme_id), ())
            older = [one for one in cards if one.date_from < card.date_from][:1]
            card.score_change = card.has_score and sum(
                card.score - one.score for one in older
            )

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec == "score:avg":
            # A card without a score is no nought.
            return SQL(
                "AVG(%s) FILTER (WHERE %s)",
                self._field_to_sql(self._table, "score", query),
                self._field_to_sql(self._table, "has_score", query),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _drop_computed(self) -> None:
        """Cards that nobody was shown are computed anew."""
        self.filtered(lambda card: card.state == scorecard_flow.FIRST).unlink()

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return scorecard_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "publish": self.env._("Publish"),
            "appeal": self.env._("Appeal"),
            "decide": self.env._("Decide the Appeal"),
            "finish": self.env._("Make Final"),
        }

    def action_publish(self):
        """The outlet sees its card, and may object for some days."""
        self._check_step_role("publish")
        cards = self.sudo()
        cards._transition("publish")
        cards._tell_managers()

    def _tell_managers(self) -> None:
        """Each outlet's manager is told that he may object, and until when."""
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for card in self:
            user = card.outlet_id.manager_id
            if user.active and not user.share:
                words = card.with_context(lang=user.lang)
                vals_list.append(
                    {
                        "activity_type_id": kind.id,
                        "res_model_id": model_id,
                        "res_id": card.id,
                        "user_id": user.id,
                        "automated": True,
                        "summary": words.env._("Read the scorecard, or appeal"),
                        "date_deadline": card.appeal_until,
                    }
                )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            vals_list
        )

    def action_finish(self):
        """The grade holds from today; not before the time to appeal is over."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse(
            [
                self.env._(
                    "%(card)s: the outlet may appeal until %(day)s.",
                    card=card.display_name,
                    day=card.appeal_until,
                )
                for card in self
                if card.state == "published" and card._is_in_appeal_time()
            ]
        )
        cards = self.sudo()
        cards._transition("finish")
        cards._grade_outlets()
        cards._drop_activities()

    def _drop_activities(self) -> None:
        """Nobody need read what has been answered, or can no longer be."""
        self.activity_unlink([ACTIVITY])

    def _grade_outlets(self) -> None:
        """Write the grades to the outlets; an older card does not undo a newer one."""
        newer = {
            outlet: day
            for outlet, day in self._read_group(
                [("outlet_id", "in", self.outlet_id.ids), ("state", "=", "final")],
                ["outlet_id"],
                ["date_from:max"],
            )
        }
        graded = self.filtered(
            lambda card: card.grade and card.date_from >= newer[card.outlet_id]
        )
        for grade, cards in graded.grouped("grade").items():
            cards.outlet_id.write(
                {"grade": grade, "grade_date": fields.Date.context_today(self)}
            )

    def _weigh(self) -> None:
        """Score and grade anew, with the points that were decided."""
        for card in self:
            metrics = [
                scorecard.Metric(line.id, line.weight, 1.0, 0.0)
                for line in card.line_ids
            ]
            reached = {line.id: line._get_counted_points() for line in card.line_ids}
            result = scorecard.weigh(metrics, reached, reached)
            for mark in result.marks:
                card.line_ids.browse(mark.key).share = mark.share
            card.write(
                {
                    "score": result.score or 0.0,
                    "has_score": result.score is not None,
                    "grade": card.scheme_id._get_grade(result),
                }
            )

    def _check_own(self, step: str) -> None:
        """An outlet objects to its own card only."""
        foreign = self.filtered(
            lambda card: self.env.user not in card.outlet_id.sudo().access_user_ids
        )
        if foreign and not self.env.su:
            raise AccessError(
                self.env._(
                    "“%(step)s”: only the people of %(outlets)s do this.",
                    step=self._get_step_label(step),
                    outlets=", ".join(foreign.outlet_id.sudo().mapped("name")),
                )
            )

    @api.model
    def _cron_finish(self) -> None:
        """Cards that nobody objected to in time become final, batch by batch."""
        cron = self.env["ir.cron"]
        domain = Domain("state", "=", "decided") | (
            Domain("state", "=", "published")
            & Domain("appeal_until", "<", fields.Date.context_today(self))
        )
        cron._commit_progress(remaining=self.search_count(domain))
        while cards := self.search(domain, order="id", limit=BATCH):
            cards = cards.try_lock_for_update(allow_referencing=True)
            cards.action_finish()
            if not cards or not cron._commit_progress(len(cards)):
                return
