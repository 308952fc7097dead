from odoo import api, fields, models

from ...tools import stocktake, stocktake_flow

# Who reads the books while goods are counted: who supervises, approves and inspects.
BOOK_READERS = (
    "aftersales_service.group_finance,aftersales_service.group_service_manager,"
    "aftersales_service.group_inspector"
)


class AftersalesStocktake(models.Model):
    """A count of a warehouse against its books.

    This file holds what it *is*; ``_freeze`` what the books said at the start,
    ``_guard`` what stays then, ``_figures`` what it comes to, ``_counting`` and
    ``_scan`` what the counter's screen asks, ``_steps`` what it goes through,
    ``_signing`` who signs, ``_paper`` how the sheet gets to head office, ``_adjust``
    what the host's stock becomes, ``_month`` which are due.
    """

    _name = "aftersales.stocktake"
    _description = "Stocktake"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.signoff.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "warehouse_id"]

    _flow_roles = stocktake_flow.ROLES
    _flow_moments = stocktake_flow.MOMENTS
    _flow_stamps = frozenset(
        {*stocktake_flow.MOMENTS.values(), "days_late", "reminded_at", "handover_id"}
    )

    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, precompute=True, default=None
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_outlet_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Whose warehouse it was when the stocktake was made out.",
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Only Below",
        check_company=True,
        domain="[('warehouse_id', '=', warehouse_id),"
        " ('usage', 'in', ('view', 'internal'))]",
        help="Empty: the whole warehouse.",
    )
    kind = fields.Selection(
        [
            ("month_end", "Month End"),
            ("handover", "Storekeeper Changes"),
            ("other", "Between Times"),
        ],
        string="Occasion",
        required=True,
        default="month_end",
        index=True,
        tracking=True,
    )
    date = fields.Date(
        string="Stock Of", required=True, default=fields.Date.context_today, index=True
    )
    policy_id = fields.Many2one(
        "aftersales.stocktake.policy",
        compute="_compute_policy_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
    )
    due_date = fields.Date(
        compute="_compute_due_date",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Until then the verified sheet must be with head office.",
    )
    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("counting", "Being Counted"),
            ("recount", "Being Recounted"),
            ("explaining", "To Be Verified"),
            ("verified", "To Be Approved"),
            ("approved", "Approved"),
            ("adjusted", "Adjusted"),
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

    # -- people ------------------------------------------------------------------------
    keeper_id = fields.Many2one(
        "res.users",
        string="Storekeeper",
        compute="_compute_keeper_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        tracking=True,
        help="Who answers for the goods and fills in the sheet.",
    )
    counter_ids = fields.Many2many(
        "res.users",
        relation="aftersales_stocktake_counter_rel",
        column1="stocktake_id",
        column2="user_id",
        string="Counters",
        check_company=True,
        help="Only these count. Empty: whoever may work on the stocktake.",
    )
    supervisor_id = fields.Many2one(
        "res.users",
        string="Finance Supervisor",
        check_company=True,
        tracking=True,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("aftersales_service.group_finance").id)
        ],
        help="Supervises and verifies; does not count.",
    )

    # -- content -----------------------------------------------------------------------
    line_ids = fields.One2many(
        "aftersales.stocktake.line", "stocktake_id", "Sheet", copy=False
    )
    uncounted_reason = fields.Text(
        string="Why Not All Was Counted",
        copy=False,
        tracking=True,
        help="Lines that were not counted stay so, and are not adjusted.",
    )
    note = fields.Text()
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_stocktake_attachment_rel",
        column1="stocktake_id",
        column2="attachment_id",
        string="Photos and Papers",
        copy=False,
        bypass_search_access=True,
    )
    performance_entry_ids = fields.One2many(
        "aftersales.performance.entry", "stocktake_id", "Rewards and Penalties"
    )
    handover_id = fields.Many2one(
        "aftersales.handover",
        string="Handover of the Storekeeper",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
    )
    started_at = fields.Datetime(string="Books Frozen", readonly=True, copy=False)
    counted_at = fields.Datetime(string="Count Closed", readonly=True, copy=False)
    verified_at = fields.Datetime(
        string="Sent to Head Office", readonly=True, copy=False
    )
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    adjusted_at = fields.Datetime(string="Books Adjusted", readonly=True, copy=False)
    done_at = fields.Datetime(string="Finished", readonly=True, copy=False)
    reminded_at = fields.Datetime(readonly=True, copy=False)
    days_late = fields.Integer(
        readonly=True,
        copy=False,
        aggregator="avg",
        help="From the due day to the day on which the sheet was with head office; "
        "negative: before it.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _month_uniq = models.UniqueIndex(
        "(warehouse_id, date, COALESCE(location_id, 0)) "
        "WHERE kind = 'month_end' AND state != 'cancelled'",
        "There is a stocktake of this warehouse for this month end already.",
    )

    @api.depends("warehouse_id")
    def _compute_outlet_id(self):
        for record in self:
            record.outlet_id = record.warehouse_id.aftersales_outlet_id

    @api.depends("warehouse_id")
    def _compute_keeper_id(self):
        for record in self:
            record.keeper_id = record.warehouse_id.aftersales_keeper_ids[:1]

    @api.depends("company_id")
    def _compute_policy_id(self):
        Policy = self.env["aftersales.stocktake.policy"].sudo()
        for company, records in self.grouped("company_id").items():
            records.policy_id = Policy._get_for(company)

    @api.depends("date", "kind", "policy_id")
    def _compute_due_date(self):
        for record in self:
            record.due_date = (
                stocktake.due_day(record.date, record.policy_id.due_day)
                if record.kind == "month_end" and record.date and record.policy_id
                else False
            )

    @api.depends("name", "warehouse_id", "date")
    def _compute_display_name(self):
        for record in self:
            place = record.warehouse_id.name or ""
            record.display_name = f"{record.name} {place} {record.date or ''}".strip()

    @api.depends("due_date", "verified_at", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_overdue = bool(
                record.due_date
                and record.due_date < today
                and not record.verified_at
                and record.state != "cancelled"
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = self._get_overdue_domain()
        return overdue if True in value else ~overdue

    def _get_flow(self):
        return stocktake_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Start Counting"),
            "explain": self.env._("Close the Count"),
            "verify": self.env._("Verify"),
            "approve": self.env._("Approve"),
            "adjust": self.env._("Adjust the Books"),
            "finish": self.env._("Finish"),
            "recount": self.env._("Count Again"),
            "cancel": self.env._("Cancel"),
        }
