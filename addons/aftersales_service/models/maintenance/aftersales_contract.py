from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import contract_flow
from ..flag import flag_domain


class AftersalesContract(models.Model):
    """What a customer and the company agreed on for his units, from day to day.

    This file holds what a contract *is*; ``_steps`` and ``_life`` what it does,
    ``_usage`` what is left of it, ``_billing`` what it costs, ``_portal`` what the
    customer sees and signs. What he was promised does not change: another promise is a
    new version.
    """

    _name = "aftersales.contract"
    _description = "Service Contract"
    _inherit = [
        "aftersales.page.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_end desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title", "partner_id"]

    _flow_roles = contract_flow.ROLES
    _flow_moments = contract_flow.MOMENTS
    # What may still be said of a contract that the customer has before him.
    _OPEN_FIELDS = frozenset(
        {
            *("user_id", "outlet_id", "renewal_days", "internal_note", "is_told"),
            *("notice_date", "end_reason", "attachment_ids", "access_token", "color"),
        }
    )

    title = fields.Char(string="Subject", required=True, tracking=True)
    color = fields.Integer()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Sent to Customer"),
            ("in_force", "In Force"),
            ("ended", "Ended"),
            ("terminated", "Terminated"),
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
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.contract",
        string="Comes After",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The version it replaces, or the contract it renews.",
    )
    next_ids = fields.One2many("aftersales.contract", "previous_id", "Followed By")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        check_company=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )

    # -- with whom, until when --------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('state', '=', 'active')]",
        tracking=True,
        help="Serves the contract's visits. Empty: the outlet of the territory.",
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        string="Sold By",
        check_company=True,
        copy=False,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
        help="Sales order the contract was sold with, if there is one.",
    )
    date_start = fields.Date(
        string="First Day",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_end = fields.Date(string="Last Day", required=True, index=True, tracking=True)
    renewal_days = fields.Integer(
        string="Renewal Notice (days)",
        default=60,
        help="So many days before the last one, the responsible person is told.",
    )
    is_told = fields.Boolean(string="Renewal Announced", readonly=True, copy=False)
    is_in_force = fields.Boolean(
        compute="_compute_is_in_force", search="_search_is_in_force"
    )
    is_followed = fields.Boolean(
        string="Renewed", compute="_compute_is_followed", search="_search_is_followed"
    )

    # -- what is promised -------------------------------------------------------------
    unit_ids = fields.One2many(
        "aftersales.contract.unit", "contract_id", "Units Covered", copy=True
    )
    equipment_ids = fields.Many2many(
        "aftersales.equipment",
        string="Units",
        compute="_compute_equipment_ids",
        search="_search_equipment_ids",
    )
    unit_count = fields.Integer(compute="_compute_equipment_ids")
    line_ids = fields.One2many(
        "aftersales.contract.line", "contract_id", "Services", copy=True
    )
    cover_ids = fields.One2many(
        "aftersales.contract.cover", "contract_id", "Covered Cost", copy=True
    )
    order_type_ids = fields.Many2many(
        "aftersales.order.type",
        string="Covered Order Types",
        check_company=True,
        help="Kinds of work the cover is for. Empty: all but those always charged.",
    )
    sla_policy_id = fields.Many2one(
        "aftersales.sla.policy",
        string="SLA Policy",
        check_company=True,
        ondelete="restrict",
        domain=[("is_for_contracts", "=", True)],
        tracking=True,
        help="Promises of the orders under this contract.",
    )
    terms = fields.Text(help="What else was agreed, as it stands on the paper.")
    internal_note = fields.Text()

    # -- signature ---------------------------------------------------------------------
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    enforced_at = fields.Datetime(string="In Force Since", readonly=True, copy=False)
    signed_by = fields.Char(readonly=True, copy=False)
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)
    signature = fields.Binary(attachment=True, readonly=True, copy=False)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_contract_attachment_rel",
        string="Signed Paper",
        copy=False,
    )
    notice_date = fields.Date(
        string="Notice: Last Day",
        copy=False,
        help="Last day of a contract that is terminated early. Empty: today.",
    )
    end_reason = fields.Char(copy=False, tracking=True)

    _dates_order = models.Constraint(
        "CHECK(date_end >= date_start)",
        "The last day of a contract must not come before its first.",
    )
    _number_once = models.UniqueIndex(
        "(company_id, name, version)",
        "Another contract has this number and version already.",
    )
    _told_idx = models.Index("(date_end) WHERE state = 'in_force'")

    @api.depends("name", "version", "title")
    def _compute_display_name(self):
        for contract in self:
            name = contract.name
            if contract.version > 1:
                name = f"{name} (v{contract.version})"
            contract.display_name = " · ".join(filter(None, (name, contract.title)))

    @api.depends("unit_ids.equipment_id")
    def _compute_equipment_ids(self):
        for contract in self:
            contract.equipment_ids = contract.unit_ids.equipment_id
            contract.unit_count = len(contract.equipment_ids)

    def _search_equipment_ids(self, operator, value):
        return Domain("unit_ids.equipment_id", operator, value)

    @api.depends("state", "date_start", "date_end")
    def _compute_is_in_force(self):
        today = fields.Date.context_today(self)
        for contract in self:
            contract.is_in_force = contract._holds_on(today)

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return flag_domain(value, self._get_force_domain(today))

    @api.depends("next_ids.state")
    def _compute_is_followed(self):
        for contract in self:
            contract.is_followed = any(
                following.state != "cancelled" for following in contract.next_ids
            )

    def _search_is_followed(self, operator, value):
        if operator != "in":
            return NotImplemented
        kept = Domain("state", "!=", "cancelled")
        return flag_domain(value, Domain("next_ids", "any", kept))

    def _holds_on(self, day) -> bool:
        self.ensure_one()
        return (
            self.state in contract_flow.BINDING_STATES
            and self.date_start <= day <= self.date_end
        )

    @api.model
    def _get_force_domain(self, day) -> Domain:
        """Contracts that hold on a day."""
        return (
            Domain("state", "in", contract_flow.BINDING_STATES)
            & Domain("date_start", "<=", day)
            & Domain("date_end", ">=", day)
        )

    # -- what was promised stays -------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._keep_paper()
        return contracts

    def write(self, vals):
        frozen = {
            name
            for name in vals.keys() - self._OPEN_FIELDS - {"state"}
            if not name.startswith(("message_", "activity_"))
        }
        if frozen and not self._is_in_step():
            self._check_open()
        if "date_end" in vals or "renewal_days" in vals:
            vals = {**vals, "is_told": False}
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_paper()
        return result

    def _check_open(self) -> None:
        """Refuse to change what the customer was shown, or has signed."""
        fixed = self.filtered(lambda contract: contract.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(contracts)s: what the customer has before him does not change. "
                    "Choose “Withdraw” while he has not signed, else “New Version”.",
                    contracts=", ".join(fixed.mapped("display_name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_open()

    def _keep_paper(self) -> None:
        for contract in self:
            contract.attachment_ids.filtered(lambda file: not file.res_id).write(
                {"res_model": self._name, "res_id": contract.id}
            )
