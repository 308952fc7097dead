from secrets import randbelow

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import return_visit_flow, sampling
from .aftersales_return_visit import METHODS

# What decides on the sample: fixed once it is drawn.
DRAWN = frozenset(
    {
        *("company_id", "date_from", "date_to", "population", "order_type_ids"),
        *("outlet_ids", "size_by", "percent", "size", "at_least", "seed"),
        *("rest_days", "method"),
    }
)
STAMPS = frozenset({"drawn_at", "drawn_by_id", "done_at", "population_count"})


class AftersalesReturnVisitCampaign(models.Model):
    """A round of return visits: whom we ask, drawn at random from a period's customers,
    and what they said (R273, R274, R275)."""

    _name = "aftersales.return.visit.campaign"
    _description = "Return Visit Campaign"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    _flow_roles = return_visit_flow.CAMPAIGN_ROLES
    _flow_moments = return_visit_flow.CAMPAIGN_MOMENTS

    title = fields.Char(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    population = fields.Selection(
        [
            ("customers", "Customers of the Period"),
            ("orders", "Orders Closed in the Period"),
        ],
        string="Drawn From",
        required=True,
        default="customers",
        help="Customers: who bought or was served. Orders: each customer once, with "
        "his latest order.",
    )
    order_type_ids = fields.Many2many(
        "aftersales.order.type", string="Order Types", check_company=True
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet", string="Outlets", check_company=True
    )
    rest_days = fields.Integer(
        string="Not Visited Again Within (days)",
        default=lambda self: self.env.company.aftersales_return_visit_rest_days,
        help="Who was visited so recently is not drawn. 0: everybody may be.",
    )
    size_by = fields.Selection(
        [("percent", "A Share"), ("count", "A Number")],
        string="How Many By",
        required=True,
        default="percent",
    )
    percent = fields.Float(
        string="Share (%)",
        default=lambda self: self.env.company.aftersales_return_visit_share,
    )
    size = fields.Integer(string="Number of Customers", default=20)
    at_least = fields.Integer(
        string="At Least per Outlet",
        default=1,
        help="The rest falls to the outlets by the number of their customers (largest "
        "remainder).",
    )
    seed = fields.Integer(
        default=lambda self: randbelow(10**6) + 1,
        required=True,
        copy=False,
        help="Drawn by chance. The same seed draws the same customers.",
    )
    method = fields.Selection(METHODS, required=True, default="phone")
    checklist_id = fields.Many2one(
        "aftersales.checklist",
        string="Questionnaire",
        check_company=True,
        ondelete="restrict",
        domain="[('usage', '=', 'return_visit'), ('state', '=', 'published')]",
        default=lambda self: self.env["aftersales.checklist"]._find_latest(
            "return_visit", self.env.company
        ),
    )
    leader_id = fields.Many2one(
        "res.users",
        string="Led By",
        required=True,
        default=lambda self: (
            self.env.company.aftersales_service_manager_id or self.env.user
        ),
        domain="[('share', '=', False)]",
        tracking=True,
    )
    clerk_ids = fields.Many2many(
        "res.users", string="Clerks", domain="[('share', '=', False)]"
    )
    calls_per_day = fields.Integer(
        string="Calls per Clerk and Day",
        default=20,
        help="0: all are planned for the first day.",
    )
    visit_from = fields.Date(
        string="Visits From", required=True, default=fields.Date.context_today
    )
    visit_until = fields.Date(string="Visits Until")
    drawn_at = fields.Datetime(string="Drawn", readonly=True, copy=False)
    drawn_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    done_at = fields.Datetime(string="Finished", readonly=True, copy=False)
    population_count = fields.Integer(
        string="Customers Drawn From", readonly=True, copy=False
    )
    visit_ids = fields.One2many("aftersales.return.visit", "campaign_id", "Visits")
    quota_ids = fields.One2many(
        "aftersales.return.visit.quota", "campaign_id", "Quotas", readonly=True
    )
    analysis = fields.Text(
        copy=False, help="What the visits showed, and what follows from it."
    )
    task_count = fields.Integer(
        string="Corrective Tasks", compute="_compute_task_count"
    )

    _seed_positive = models.Constraint(
        "CHECK(seed > 0 AND percent BETWEEN 0 AND 100 AND size >= 0 AND at_least >= 0 "
        "AND rest_days >= 0 AND calls_per_day >= 0)",
        "Enter a seed above 0, a share between 0 and 100, and no negative numbers.",
    )

    @api.constrains("date_from", "date_to", "visit_from", "visit_until")
    def _check_dates(self):
        for campaign in self:
            if campaign.date_to < campaign.date_from or (
                campaign.visit_until and campaign.visit_until < campaign.visit_from
            ):
                raise ValidationError(
                    self.env._(
                        "%(campaign)s: it ends before it begins. Correct the days.",
                        campaign=campaign.display_name,
                    )
                )

    @api.depends("name", "title")
    def _compute_display_name(self):
        for campaign in self:
            campaign.display_name = " ".join(
                filter(None, (campaign.name, campaign.title))
            )

    def _compute_task_count(self):
        """Of the campaign itself and of its visits."""
        Task = self.env["aftersales.corrective.task"]
        own = Task._count_for(self)
        visits = self.env["aftersales.return.visit"].search(
            [("campaign_id", "in", self.ids), ("has_problem", "=", True)]
        )
        of_visits = Task._count_for(visits)
        by_campaign = visits.grouped("campaign_id")
        for campaign in self:
            campaign.task_count = own.get(campaign.id, 0) + sum(
                of_visits.get(visit.id, 0) for visit in by_campaign.get(campaign, ())
            )

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_stamps(vals)
        if DRAWN & vals.keys():
            self._refuse(
                [
                    self.env._(
                        "%(campaign)s is drawn: period, size and seed stay. Cancel it "
                        "and begin another one.",
                        campaign=campaign.display_name,
                    )
                    for campaign in self
                    if campaign.state != "draft"
                ]
            )
        return super().write(vals)

    def _check_stamps(self, vals: dict) -> None:
        if STAMPS & vals.keys() and not (self.env.su or self._is_in_step()):
            raise UserError(self.env._("When a sample was drawn is not typed in."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_drawn(self):
        self._refuse(
            [
                self.env._(
                    "%(campaign)s: a drawn sample stays on record. Cancel it instead.",
                    campaign=campaign.display_name,
                )
                for campaign in self
                if campaign.drawn_at
            ]
        )

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return return_visit_flow.CAMPAIGN

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "draw": self.env._("Draw"),
            "finish": self.env._("Finish Campaign"),
            "cancel": self.env._("Cancel"),
        }

    def action_finish(self):
        """The leader says what the visits showed; nothing is left to ask (R275)."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse([p for campaign in self for p in campaign._get_finish_problems()])
        self._transition("finish")

    def _get_finish_problems(self) -> list[str]:
        self.ensure_one()
        problems = []
        open_count = len(self.visit_ids.filtered("is_open"))
        if open_count:
            problems.append(
                self.env._(
                    "%(campaign)s: %(count)d visits are still to be made. Make them or "
                    "cancel them.",
                    campaign=self.display_name,
                    count=open_count,
                )
            )
        if not self.analysis:
            problems.append(
                self.env._(
                    "%(campaign)s: write the Analysis before “Finish”.",
                    campaign=self.display_name,
                )
            )
        return problems

    def action_cancel(self):
        """What was asked stays; what was not yet asked is dropped."""
        self._transition("cancel")
        self.visit_ids.filtered(lambda visit: visit._can("cancel"))._transition(
            "cancel"
        )

    def _get_size(self, population: int) -> int:
        self.ensure_one()
        if self.size_by == "count":
            return self.size
        return sampling.share(population, self.percent)
