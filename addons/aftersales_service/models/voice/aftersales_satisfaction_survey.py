from random import SystemRandom

from odoo import api, fields, models

from ...tools import satisfaction, satisfaction_flow

MAX_SEED = 10**6


class AftersalesSatisfactionSurvey(models.Model):
    """A survey of a year's customers: whom it asks, how it counts, what came out.

    The questions are the host's; each survey asks with a copy of its own, so that a
    later change of the questionnaire leaves what was asked. This file holds what a
    survey *is*; ``_sample`` whom it asks, ``_invite`` how, ``_steps`` what it goes
    through, ``_figures`` what it counts, ``_report`` and ``_measures`` what follows.
    """

    _name = "aftersales.satisfaction.survey"
    _description = "Satisfaction Survey"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.signoff.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_to desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title"]

    _flow_roles = satisfaction_flow.ROLES
    _flow_moments = satisfaction_flow.MOMENTS

    title = fields.Char(required=True, tracking=True)
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
        aggregator=None,
        index=True,
    )
    date_from = fields.Date(
        string="Served From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_to = fields.Date(
        string="Served To",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Customers whose order was signed in this time are asked.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
        help="The dispatch room organises the survey.",
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        string="Outlets",
        check_company=True,
        help="Only customers served by these. Empty: by any.",
    )
    questionnaire_id = fields.Many2one(
        "survey.survey",
        required=True,
        ondelete="restrict",
        domain="[('survey_type', '=', 'aftersales'), ('satisfaction_id', '=', False)]",
        default=lambda self: self._default_questionnaire(),
        help="The survey asks with a copy of it.",
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questions Asked",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    deadline = fields.Datetime(
        string="Answers Until", copy=False, help="Empty: until the survey is closed."
    )
    state = fields.Selection(
        [
            ("draft", "In Preparation"),
            ("running", "Running"),
            ("closed", "Closed"),
            ("reported", "Report Approved"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    # -- method ----------------------------------------------------------------------
    satisfied_from = fields.Float(
        string="Satisfied From (%)",
        default=80.0,
        required=True,
        help="Share of a question's best mark from which an answer counts as satisfied "
        "in the satisfaction rate: 80 % is 4 of 5.",
    )
    promoter_from = fields.Integer(
        string="Promoters From", default=9, required=True, aggregator=None
    )
    detractor_to = fields.Integer(
        string="Detractors To", default=6, required=True, aggregator=None
    )
    confidence = fields.Float(string="Confidence (%)", default=95.0, required=True)
    margin = fields.Float(
        string="Margin (± %)",
        default=5.0,
        required=True,
        help="How far the satisfaction rate may be off; it decides how many answers "
        "are needed.",
    )
    expected_response = fields.Float(
        string="Expected Response (%)",
        default=40.0,
        required=True,
        help="How many of those asked are likely to answer.",
    )
    target_rate = fields.Float(string="Target of the Rate (%)", default=90.0)
    target_index = fields.Float(string="Target of the Index", default=90.0)
    min_visitors = fields.Integer(
        string="People of a Home Visit",
        default=2,
        required=True,
        aggregator=None,
        help="A questionnaire that is asked at the customer's is asked by so many.",
    )

    # -- sample ----------------------------------------------------------------------
    population_count = fields.Integer(
        string="Customers Served", readonly=True, copy=False, aggregator=None
    )
    outlet_populations = fields.Json(readonly=True, copy=False)
    required_answers = fields.Integer(
        string="Answers Needed",
        compute="_compute_required_answers",
        help="For the margin and confidence asked for, of so many customers.",
    )
    sample_size = fields.Integer(
        string="Customers to Ask",
        copy=False,
        aggregator=None,
        help="0: as many as the expected response makes necessary.",
    )
    sample_seed = fields.Integer(
        default=lambda self: SystemRandom().randrange(1, MAX_SEED),
        required=True,
        copy=False,
        aggregator=None,
        help="With the same customers and seed, the same sample is drawn again.",
    )
    answer_ids = fields.One2many(
        "survey.user_input", "satisfaction_id", string="Answer Sheets", readonly=True
    )
    asked_count = fields.Integer(string="Customers Asked", compute="_compute_counts")
    answered_count = fields.Integer(string="Answered", compute="_compute_counts")
    response_rate = fields.Float(compute="_compute_counts")
    is_enough = fields.Boolean(
        string="Enough Answers",
        compute="_compute_counts",
        help="As many answers as the margin and the confidence need.",
    )

    # -- result ----------------------------------------------------------------------
    figure_ids = fields.One2many(
        "aftersales.satisfaction.figure", "satisfaction_id", readonly=True
    )
    analysis = fields.Text(
        tracking=True, help="What the figures say, and which problems weigh most."
    )
    started_at = fields.Datetime(string="Begun", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed", readonly=True, copy=False)
    reported_at = fields.Datetime(string="Report Approved", readonly=True, copy=False)
    cancelled_at = fields.Datetime(string="Cancelled", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "“Served To” must not be before “Served From”."
    )
    _confidence_is_possible = models.Constraint(
        "CHECK(confidence > 0 AND confidence < 100)",
        "Confidence: more than 0 and less than 100 %.",
    )
    _margin_is_possible = models.Constraint(
        "CHECK(margin > 0 AND margin < 100)", "Margin: more than 0 and less than 100 %."
    )
    _scale_is_possible = models.Constraint(
        "CHECK(satisfied_from > 0 AND satisfied_from <= 100 "
        "AND detractor_to < promoter_from)",
        "Satisfied From: up to 100 %. Detractors must end below the promoters.",
    )
    _response_is_possible = models.Constraint(
        "CHECK(expected_response > 0 AND expected_response <= 100)",
        "Expected Response: more than 0 and up to 100 %.",
    )
    _sample_is_possible = models.Constraint(
        "CHECK(sample_size >= 0 AND min_visitors > 0)",
        "Customers to Ask: 0 or more. People of a Home Visit: 1 or more.",
    )

    @api.model
    def _default_questionnaire(self):
        return self.env.ref(
            "aftersales_service.satisfaction_questionnaire", raise_if_not_found=False
        )

    @api.depends("year")
    def _compute_dates(self):
        for survey in self.filtered("year"):
            survey.date_from = fields.Date.to_date(f"{survey.year:04}-01-01")
            survey.date_to = fields.Date.to_date(f"{survey.year:04}-12-31")

    @api.depends("name", "title")
    def _compute_display_name(self):
        for survey in self:
            survey.display_name = f"{survey.name} {survey.title or ''}".strip()

    @api.depends("population_count", "margin", "confidence")
    def _compute_required_answers(self):
        for survey in self:
            survey.required_answers = (
                satisfaction.sample_size(
                    survey.population_count, survey.margin, survey.confidence / 100
                )
                if 0 < survey.confidence < 100 and survey.margin > 0
                else 0
            )

    @api.depends("answer_ids.state", "required_answers")
    def _compute_counts(self):
        """One query for all surveys."""
        counts: dict = {}
        for survey, state, count in self.env["survey.user_input"]._read_group(
            self._get_sampled_domain(), ["satisfaction_id", "state"], ["__count"]
        ):
            counts.setdefault(survey.id, {})[state] = count
        for survey in self:
            by_state = counts.get(survey._origin.id, {})
            survey.asked_count = sum(by_state.values())
            survey.answered_count = by_state.get("done", 0)
            survey.response_rate = (
                satisfaction.response_rate(survey.answered_count, survey.asked_count)
                or 0.0
            )
            survey.is_enough = bool(
                survey.answered_count
                and survey.answered_count >= survey.required_answers
            )
