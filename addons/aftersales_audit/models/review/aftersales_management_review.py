from odoo import api, fields, models

from ...tools import review_flow


class AftersalesManagementReview(models.Model):
    """Top management looks whether the service system works, and decides (R332, R488).

    ``_steps`` holds its course, ``_pack`` what the system lays on the table, ``_lines``
    the agenda, the figures and the decisions.
    """

    _name = "aftersales.management.review"
    _description = "Management Review"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.signoff.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    _flow_roles = review_flow.REVIEW_ROLES
    _flow_moments = review_flow.REVIEW_MOMENTS
    _stamps = frozenset(review_flow.REVIEW_MOMENTS.values())
    _signed_fields = frozenset(
        {"date", "place", "chair_id", "participant_ids", "conclusion", "line_ids"}
        | {"decision_ids", "date_from", "date_to"}
    )

    state = fields.Selection(
        [
            ("draft", "Agenda"),
            ("prepared", "Papers Ready"),
            ("held", "Meeting Held"),
            ("closed", "Signed and Settled"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    title = fields.Char(string="Subject", required=True, tracking=True)
    date = fields.Date(
        string="Meeting On",
        required=True,
        index=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_from = fields.Date(
        string="Period From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(
        string="Period To", required=True, default=fields.Date.context_today
    )
    place = fields.Char(string="Venue")
    chair_id = fields.Many2one(
        "res.users",
        string="Chaired By",
        default=lambda self: self.env.company.aftersales_general_manager_id,
        tracking=True,
    )
    participant_ids = fields.Many2many(
        "res.users",
        relation="aftersales_management_review_user_rel",
        column1="review_id",
        column2="user_id",
        string="Participants",
        domain="[('share', '=', False)]",
    )
    line_ids = fields.One2many(
        "aftersales.management.review.line", "review_id", "Agenda"
    )
    figure_ids = fields.One2many(
        "aftersales.management.review.figure", "review_id", "Data Pack"
    )
    decision_ids = fields.One2many(
        "aftersales.management.review.decision", "review_id", "Decisions"
    )
    conclusion = fields.Text(
        string="Conclusion of the Review",
        copy=False,
        help="Is the system suitable, adequate and effective?",
    )
    unreviewed_count = fields.Integer(
        string="Documents Not Reviewed", compute="_compute_unreviewed_count"
    )
    unreviewed_reason = fields.Text(string="Why They Were Not Reviewed", copy=False)
    task_count = fields.Integer(string="Tasks", compute="_compute_task_count")
    prepared_at = fields.Datetime(string="Papers Made", readonly=True, copy=False)
    recorded_at = fields.Datetime(string="Meeting Recorded", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Settled On", readonly=True, copy=False)

    _period_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )

    @api.depends("name", "title")
    def _compute_display_name(self):
        for review in self:
            review.display_name = f"{review.name} {review.title or ''}".strip()

    @api.depends("prepared_at", "company_id")
    def _compute_unreviewed_count(self):
        """Valid documents that nobody looked at since the papers were made (R381)."""
        documents = self.env["aftersales.document"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("status", "in", ("valid", "changing")),
            ]
        )
        last = dict(
            self.env["aftersales.document.review"]._read_group(
                [("document_id", "in", documents.ids)],
                ["document_id"],
                ["reviewed_on:max"],
            )
        )
        for review in self:
            day = review.prepared_at and review.prepared_at.date()
            review.unreviewed_count = day and len(
                documents.filtered(
                    lambda one, review=review, day=day: (
                        one.company_id == review.company_id
                        and (not last.get(one) or last[one] < day)
                    )
                )
            )

    def _compute_task_count(self):
        # How many there are may be known to whoever reads the minutes.
        counts = self.env["aftersales.corrective.task"].sudo()._count_for(self)
        for review in self:
            review.task_count = counts.get(review.id, 0)

    def _get_flow(self):
        return review_flow.REVIEW

    def _get_signed_content(self) -> dict:
        self.ensure_one()
        return {
            "name": self.name,
            "date": str(self.date),
            "participants": sorted(self.participant_ids.ids),
            "conclusion": self.conclusion or "",
            "agenda": [[line.name, line.discussion or ""] for line in self.line_ids],
            "figures": [[row.name, row.value] for row in self.figure_ids],
            "decisions": [
                [row.name, row.user_id.id, str(row.deadline)]
                for row in self.decision_ids
            ],
        }
