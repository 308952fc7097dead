from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import depreciation, depreciation_flow


class AftersalesDepreciationRun(models.Model):
    """A company's depreciation of aged stock for one month (R224-R226).

    Lines are computed from the layers as they stood at the month's end, looked at, and
    posted as one entry. Nobody writes a run but its steps.
    """

    _name = "aftersales.depreciation.run"
    _description = "Depreciation Run"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.sheet.mixin",
    ]
    _order = "month_end desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    _flow_roles = depreciation_flow.ROLES
    _flow_moments = depreciation_flow.MOMENTS
    _flow_stamps = frozenset(
        {
            *depreciation_flow.MOMENTS.values(),
            *("computed_at", "posted_by_id", "line_count", "charge_amount"),
            *("release_amount", "cumulative_amount", "progress_id", "last_use_id"),
        }
    )
    # What people may write; all else comes from steps.
    _OPEN_FIELDS = frozenset({"company_id", "month_end", "name", "note", "user_id"})

    state = fields.Selection(
        [
            ("draft", "New"),
            ("computed", "Computed"),
            ("posted", "Posted"),
            ("reversed", "Reversed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    month_end = fields.Date(
        string="Month",
        required=True,
        index=True,
        default=lambda self: self._default_month_end(),
        help="Any day of the month; it becomes its last one.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        check_company=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.company.aftersales_depreciation_user_id,
    )
    note = fields.Text(string="Internal Note")

    line_ids = fields.One2many("aftersales.depreciation.line", "run_id")
    line_count = fields.Integer(string="Lines", readonly=True, copy=False)
    charge_amount = fields.Monetary(
        string="Charged",
        readonly=True,
        copy=False,
        help="What the month adds to the allowance, at the expense of the outlets.",
    )
    release_amount = fields.Monetary(
        string="Released",
        readonly=True,
        copy=False,
        help="The allowance of goods that left the stock for good, less that of goods "
        "that came back: it lowers the cost of goods.",
    )
    cumulative_amount = fields.Monetary(
        string="Allowance at Month End",
        readonly=True,
        copy=False,
        help="What must stand in the books for the goods in stock at the month's end.",
    )
    progress_id = fields.Integer(
        string="Computed Up To",
        readonly=True,
        copy=False,
        help="The last layer that was computed: where an interrupted run goes on.",
    )
    last_use_id = fields.Integer(
        readonly=True,
        copy=False,
        help="The last use of a layer that was there when the run was posted.",
    )

    computed_at = fields.Datetime(string="Computed On", readonly=True, copy=False)
    posted_at = fields.Datetime(string="Posted On", readonly=True, copy=False)
    posted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reversed_at = fields.Datetime(string="Reversed On", readonly=True, copy=False)
    move_ids = fields.One2many(
        "account.move", "aftersales_depreciation_run_id", string="Entries"
    )
    move_id = fields.Many2one(
        "account.move", string="Entry", readonly=True, copy=False, index=True
    )
    difference = fields.Monetary(
        readonly=True,
        copy=False,
        help="Balance of the allowance accounts less what layers and goods on the way "
        "out hold, when the run was posted. It has to be zero.",
    )

    can_compute = fields.Boolean(compute="_compute_can")
    can_post = fields.Boolean(compute="_compute_can")
    can_reverse = fields.Boolean(compute="_compute_can")

    _month_once = models.UniqueIndex(
        "(company_id, month_end) WHERE state <> 'reversed'",
        "This company has a depreciation run of this month already.",
    )

    def _default_month_end(self):
        """The first month that waits for a run."""
        months = self._get_open_months(self.env.company)
        today = fields.Date.context_today(self)
        return months[0] if months else depreciation.month_end(today)

    @api.depends("state")
    def _compute_can(self):
        for run in self:
            run.can_compute = run.state in ("draft", "computed")
            run.can_post = run._can("post")
            run.can_reverse = run._can("reverse")

    @api.depends("name", "month_end")
    def _compute_display_name(self):
        for run in self:
            month = run.month_end.strftime("%Y-%m") if run.month_end else ""
            run.display_name = " · ".join(filter(None, (run.name, month)))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._to_month_end(vals) for vals in vals_list])

    def write(self, vals):
        kept = {
            name
            for name in vals
            if name not in self._OPEN_FIELDS
            and name != "state"
            and not name.startswith(("message_", "activity_"))
        }
        if kept and not self.env.su:
            raise UserError(
                self.env._("A depreciation run changes through its buttons only.")
            )
        if {"company_id", "month_end"} & vals.keys():
            self._refuse(
                [
                    self.env._(
                        "%(run)s: company and month stay as they are once lines are "
                        "computed. Delete it and make another one.",
                        run=run.display_name,
                    )
                    for run in self
                    if run.state != depreciation_flow.FIRST or run.line_count
                ]
            )
        return super().write(self._to_month_end(vals))

    @api.model
    def _to_month_end(self, vals: dict) -> dict:
        day = fields.Date.to_date(vals.get("month_end"))
        return {**vals, "month_end": depreciation.month_end(day)} if day else vals

    @api.onchange("month_end")
    def _onchange_month_end(self):
        if self.month_end:
            self.month_end = depreciation.month_end(self.month_end)

    @api.ondelete(at_uninstall=False)
    def _unlink_unposted(self):
        self._refuse(
            [
                self.env._(
                    "%(run)s was posted and stays. Reverse it, then make another one.",
                    run=run.display_name,
                )
                for run in self
                if run.state in ("posted", "reversed")
            ]
        )

    def _get_flow(self):
        return depreciation_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "restart": self.env._("Compute Anew"),
            "compute": self.env._("Compute"),
            "post": self.env._("Post"),
            "reverse": self.env._("Reverse"),
            "catch_up": self.env._("Post Open Months"),
        }

    # -- what belongs to it ------------------------------------------------------------

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_depreciation_line_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}

    def action_view_layers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Layers"),
            "res_model": "aftersales.stock.layer",
            "views": [(False, "list"), (False, "form")],
            "domain": [("depreciation_line_ids.run_id", "=", self.id)],
        }

    def action_view_entry(self):
        """The entry, with its reversal if there is one."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Entries"),
            "res_model": "account.move",
        }
        if len(self.move_ids) == 1:
            return {**action, "res_id": self.move_ids.id, "views": [(False, "form")]}
        return {
            **action,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.move_ids.ids)],
        }
