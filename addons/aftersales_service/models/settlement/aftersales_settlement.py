from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import settlement_flow


class AftersalesSettlement(models.Model):
    """What an outlet gets for a month: lines by visit with their reasons (R135).

    Only visits with the customer's opinion and signature are paid; each is paid once.
    """

    _name = "aftersales.settlement"
    _description = "Outlet Settlement"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.page.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_from desc, outlet_id, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "outlet_id"]

    _flow_roles = settlement_flow.ROLES
    _flow_moments = settlement_flow.MOMENTS
    # What people may write; all else comes from steps.
    _OPEN_FIELDS = frozenset({"note", "user_id"})

    state = fields.Selection(
        [
            ("draft", "New"),
            ("computed", "Computed"),
            ("sent", "Sent to Outlet"),
            ("disputed", "Disputed"),
            ("confirmed", "Confirmed"),
            ("billed", "Billed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(related="outlet_id.partner_id", string="Vendor")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Until", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        check_company=True,
        domain=[("share", "=", False)],
    )
    note = fields.Text(string="Internal Note")

    line_ids = fields.One2many("aftersales.settlement.line", "settlement_id")
    gap_ids = fields.One2many(
        "aftersales.settlement.gap", "settlement_id", "Not Settled Yet"
    )
    gap_count = fields.Integer(
        string="Visits Not Settled Yet", readonly=True, copy=False
    )
    visit_count = fields.Integer(string="Visits Settled", readonly=True, copy=False)
    earned_amount = fields.Monetary(
        string="Earned",
        compute="_compute_amounts",
        store=True,
        help="What visits, bonuses and guarantees pay.",
    )
    deducted_amount = fields.Monetary(
        string="Taken Off", compute="_compute_amounts", store=True
    )
    amount_total = fields.Monetary(
        string="Total", compute="_compute_amounts", store=True, help="Before tax."
    )

    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    due_date = fields.Date(
        string="Answer Until",
        readonly=True,
        copy=False,
        help="After this day silence counts as a confirmation.",
    )
    remind_date = fields.Date(string="Remind On", readonly=True, copy=False)
    reminded_at = fields.Datetime(string="Reminded", readonly=True, copy=False)
    confirmed_at = fields.Datetime(string="Confirmed", readonly=True, copy=False)
    is_tacit = fields.Boolean(string="Confirmed by Silence", readonly=True, copy=False)
    billed_at = fields.Datetime(string="Billed", readonly=True, copy=False)

    can_compute = fields.Boolean(compute="_compute_can")
    can_send = fields.Boolean(compute="_compute_can")
    can_answer = fields.Boolean(compute="_compute_can")
    can_confirm = fields.Boolean(compute="_compute_can")
    can_bill = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")

    _month_once = models.UniqueIndex(
        "(outlet_id, date_from) WHERE state <> 'cancelled'",
        "This outlet has a settlement of this month already.",
    )
    _period_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A settlement must not end before it starts."
    )
    _due_idx = models.Index("(due_date) WHERE state = 'sent'")

    @api.depends("line_ids.amount")
    def _compute_amounts(self):
        """One sum for all, whatever the number of lines."""
        sums = self.env["aftersales.settlement.line"]._read_group(
            [("settlement_id", "in", self.ids)],
            ["settlement_id", "is_deduction"],
            ["amount:sum"],
        )
        amounts = {(row.id, is_taken): amount for row, is_taken, amount in sums}
        for row in self:
            earned = amounts.get((row.id, False), 0.0)
            taken = amounts.get((row.id, True), 0.0)
            row.earned_amount, row.deducted_amount = earned, taken
            row.amount_total = earned + taken

    @api.depends("state")
    def _compute_can(self):
        steps = ("compute", "send", "answer", "confirm", "bill", "cancel")
        for row in self:
            for step in steps:
                row[f"can_{step}"] = row._can(step)

    @api.depends("name", "outlet_id", "date_from")
    def _compute_display_name(self):
        for row in self:
            month = row.date_from.strftime("%Y-%m") if row.date_from else ""
            row.display_name = " · ".join(filter(None, (row.name, month)))

    def write(self, vals):
        kept = {
            name
            for name in vals
            if name not in self._OPEN_FIELDS
            and name != "state"
            and not name.startswith(("message_", "activity_", "access_"))
        }
        if kept and not self.env.su:
            raise UserError(
                self.env._(
                    "A settlement changes through its buttons only: compute it anew, "
                    "or add a correction with its reason."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A settlement is not deleted: cancel it, and settle anew.")
        )

    def _get_flow(self):
        return settlement_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "compute": self.env._("Compute"),
            "send": self.env._("Send to Outlet"),
            "dispute": self.env._("Dispute"),
            "answer": self.env._("Send Answers"),
            "confirm": self.env._("Confirm"),
            "bill": self.env._("Create Bill"),
            "unbill": self.env._("Take Back the Bill"),
            "cancel": self.env._("Cancel"),
            "correct": self.env._("Add Correction"),
            "month": self.env._("Settle Month"),
        }
