from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import reward_flow
from .aftersales_performance_rule import KINDS

# What was decided on; it changes while it is only proposed.
DECIDED = frozenset(
    {
        *("kind", "rule_id", "employee_id", "outlet_id", "company_id", "date"),
        *("quantity", "amount", "is_without_money", "order_id", "dispatch_id"),
        *("sla_id", "spot_check_id", "reason"),
    }
)
# Set by what is done, not by what is written.
STAMPS = frozenset({"is_automatic", "decided_by_id", "decided_at", "exported_at"})


class AftersalesPerformanceEntry(models.Model):
    """A reward or a penalty of one person: proposed with evidence, then decided by a
    manager (R459). The payroll pays or deducts it, not we."""

    _name = "aftersales.performance.entry"
    _description = "Reward or Penalty"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Managers name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    _flow_roles = reward_flow.ROLES
    _flow_moments = reward_flow.MOMENTS

    state = fields.Selection(
        [("proposed", "Proposed"), ("approved", "Approved"), ("rejected", "Rejected")],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    rule_id = fields.Many2one(
        "aftersales.performance.rule",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    kind = fields.Selection(
        KINDS, compute="_compute_kind", store=True, precompute=True, index=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    date = fields.Date(
        required=True,
        index=True,
        default=fields.Date.context_today,
        help="When it happened; decides which quarter it belongs to.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    quantity = fields.Float(default=1.0, help="How many cases.")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        tracking=True,
        help="By the rule, or by gravity: what the manager finds right.",
    )
    signed_amount = fields.Monetary(
        string="To Pay or Deduct",
        compute="_compute_signed_amount",
        store=True,
        help="Penalties are negative.",
    )
    is_without_money = fields.Boolean(
        string="No Money", help="A mention or a reprimand only."
    )
    reason = fields.Text(required=True, help="What happened.")

    # -- evidence ----------------------------------------------------------------------
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    sla_id = fields.Many2one(
        "aftersales.order.sla",
        string="Promise",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    spot_check_id = fields.Many2one(
        "aftersales.spot.check",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin = fields.Reference(
        selection=[
            ("aftersales.spot.check", "Spot Check"),
            ("aftersales.dispatch", "Visit"),
            ("aftersales.order", "Service Order"),
        ],
        string="Evidence",
        compute="_compute_origin",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_performance_entry_attachment_rel",
        column1="entry_id",
        column2="attachment_id",
        string="Files",
        bypass_search_access=True,
    )

    # -- decision ----------------------------------------------------------------------
    is_automatic = fields.Boolean(string="Found by Rule", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index="btree_not_null"
    )
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)
    reject_reason = fields.Char(copy=False, tracking=True)
    exported_at = fields.Datetime(string="In Payroll", readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can")
    can_reopen = fields.Boolean(compute="_compute_can")

    # A case is proposed once, whatever finds it twice.
    _case_uniq = models.UniqueIndex(
        "(rule_id, employee_id, date, COALESCE(sla_id, 0), COALESCE(dispatch_id, 0), "
        "COALESCE(spot_check_id, 0)) WHERE is_automatic",
        "This case has been proposed already.",
    )
    _amounts_positive = models.Constraint(
        "CHECK(amount >= 0 AND quantity > 0)",
        "Amount must not be negative, Quantity must be more than 0.",
    )

    @api.depends("rule_id")
    def _compute_kind(self):
        for entry in self:
            entry.kind = entry.rule_id.kind

    @api.depends("rule_id", "quantity")
    def _compute_amount(self):
        """By gravity: what was filled in stays."""
        for entry in self:
            by_rule = entry.rule_id.amount * entry.quantity
            entry.amount = by_rule or entry.amount

    @api.depends("kind", "amount", "is_without_money")
    def _compute_signed_amount(self):
        for entry in self:
            sign = -1 if entry.kind == "penalty" else 1
            entry.signed_amount = 0 if entry.is_without_money else sign * entry.amount

    @api.depends("order_id", "dispatch_id")
    def _compute_outlet_id(self):
        for entry in self:
            case = entry.dispatch_id or entry.order_id
            entry.outlet_id = entry.outlet_id or case.outlet_id

    @api.depends("order_id", "dispatch_id", "spot_check_id")
    def _compute_origin(self):
        for entry in self:
            case = entry.spot_check_id or entry.dispatch_id or entry.order_id
            entry.origin = f"{case._name},{case.id}" if case else False

    @api.depends("state")
    def _compute_can(self):
        for entry in self:
            entry.can_approve = entry._can("approve")
            entry.can_reopen = entry._can("reopen")

    def _check_stamps(self, vals: dict) -> None:
        if STAMPS & vals.keys() and not (self.env.su or self._is_in_step()):
            raise UserError(
                self.env._("Who decided, and what the payroll has, is not typed in.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_stamps(vals)
        if DECIDED & vals.keys() and not self._is_in_step():
            self._refuse(
                [
                    self.env._(
                        "%(entry)s is decided. Reopen it before you change it.",
                        entry=entry.display_name,
                    )
                    for entry in self
                    if entry.state != "proposed"
                ]
            )
        return super().write(vals)
