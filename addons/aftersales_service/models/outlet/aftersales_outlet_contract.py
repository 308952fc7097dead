from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools import outlet_contract_flow
from ..flag import flag_domain

# What both sides signed is not changed afterwards: end the contract, write a new one.
AGREED = {"outlet_id", "date_start", "date_end", "amount_deposit"}


class AftersalesOutletContract(models.Model):
    """What an outlet and the company agreed on, from the first to the last day."""

    _name = "aftersales.outlet.contract"
    _description = "Outlet Contract"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.expiry.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "outlet_id"]

    _flow_roles = dict.fromkeys(outlet_contract_flow.FLOW.steps, ("service_manager",))
    _flow_moments = outlet_contract_flow.MOMENTS

    outlet_id = fields.Many2one(ondelete="restrict", tracking=True)
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, precompute=True, default=None
    )
    partner_id = fields.Many2one(
        related="outlet_id.partner_id", string="Contract Partner"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_start = fields.Date(
        string="First Day", required=True, index=True, tracking=True
    )
    date_end = fields.Date(
        string="Last Day", tracking=True, help="Empty: until somebody ends it."
    )
    remind_days = fields.Integer(default=60)
    scope = fields.Text(help="What was agreed: services, territory, duties.")
    signed_by = fields.Char(help="Who signed for the outlet.")
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    end_reason = fields.Char(copy=False, tracking=True)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_outlet_contract_attachment_rel",
        string="Signed Paper",
        copy=False,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_deposit = fields.Monetary(string="Deposit", tracking=True)
    deposit_received_date = fields.Date(tracking=True, copy=False)
    deposit_returned_date = fields.Date(tracking=True, copy=False)
    is_in_force = fields.Boolean(
        compute="_compute_is_in_force", search="_search_is_in_force"
    )

    _dates_order = models.Constraint(
        "CHECK(date_end >= date_start)",
        "The last day of a contract must not come before its first.",
    )
    _deposit_not_negative = models.Constraint(
        "CHECK(amount_deposit >= 0)", "Deposit: the amount cannot be negative."
    )

    @api.depends("state", "date_start", "date_end")
    def _compute_is_in_force(self):
        today = fields.Date.context_today(self)
        for contract in self:
            contract.is_in_force = contract.state in (
                outlet_contract_flow.BINDING_STATES
            ) and contract._covers(today)

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_force_domain(fields.Date.context_today(self))
        return flag_domain(value, domain)

    def _covers(self, day) -> bool:
        self.ensure_one()
        return bool(self.date_start) and (
            self.date_start <= day and (not self.date_end or day <= self.date_end)
        )

    @api.model
    def _get_force_domain(self, day) -> Domain:
        """Contracts that hold on a day."""
        return (
            Domain("state", "in", outlet_contract_flow.BINDING_STATES)
            & Domain("date_start", "<=", day)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", day))
        )

    def write(self, vals):
        if AGREED & vals.keys() and not self._is_in_step():
            signed = self.filtered(lambda contract: contract.state != "draft")
            if signed:
                raise UserError(
                    self.env._(
                        "%(contracts)s: outlet, days and deposit of a signed contract "
                        "stay. End the contract and write a new one.",
                        contracts=", ".join(signed.mapped("display_name")),
                    )
                )
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_paper()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._keep_paper()
        return contracts

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        kept = self.filtered(lambda contract: contract.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%(contracts)s: only drafts are deleted. Cancel or end it.",
                    contracts=", ".join(kept.mapped("display_name")),
                )
            )

    def _keep_paper(self) -> None:
        for contract in self:
            contract.attachment_ids.filtered(lambda file: not file.res_id).write(
                {"res_model": self._name, "res_id": contract.id}
            )

    @api.constrains("outlet_id", "date_start", "date_end", "state")
    def _check_one_in_force(self):
        """One contract at a time, whatever was agreed for which days."""
        binding = outlet_contract_flow.BINDING_STATES
        held = self.sudo().search(
            [("outlet_id", "in", self.outlet_id.ids), ("state", "in", binding)]
        )
        for contract in self.filtered(lambda contract: contract.state in binding):
            term = (contract.date_start, contract.date_end or None)
            for other in held - contract:
                if other.outlet_id == contract.outlet_id and (
                    outlet_contract_flow.overlap(
                        term, (other.date_start, other.date_end or None)
                    )
                ):
                    raise ValidationError(
                        self.env._(
                            "%(outlet)s has the contract %(other)s for days that "
                            "%(contract)s names too. One contract is in force at a "
                            "time: end the other one or change the days.",
                            outlet=contract.outlet_id.display_name,
                            other=other.name,
                            contract=contract.name,
                        )
                    )

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return outlet_contract_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "sign": self.env._("Signed"),
            "end": self.env._("End Contract"),
            "cancel": self.env._("Cancel"),
        }

    def action_sign(self):
        """Both sides have signed; the paper is on file."""
        self._check_step_role("sign")
        self._check_step_possible("sign")
        self._refuse(
            [
                self.env._(
                    "%(contract)s: attach the Signed Paper before “Signed”.",
                    contract=contract.display_name,
                )
                for contract in self
                if not contract.attachment_ids
            ]
        )
        # Two contracts signed at once would not see each other.
        self.outlet_id.sudo().lock_for_update()
        self._transition("sign")

    def action_end(self):
        """End before the last day: today is the last one, with the reason."""
        self._check_step_role("end")
        self._check_step_possible("end")
        today = fields.Date.context_today(self)
        self._refuse(
            [
                self.env._(
                    "%(contract)s: fill in End Reason before “End Contract”.",
                    contract=contract.display_name,
                )
                for contract in self
                if not contract.end_reason
            ]
        )
        for contract in self:
            last = min(contract.date_end or today, today)
            contract._transition("end", date_end=max(last, contract.date_start))

    def action_cancel(self):
        self._transition("cancel")

    def _get_remind_domain(self):
        return super()._get_remind_domain() & Domain("state", "=", "signed")

    def _get_remind_summary(self) -> str:
        self.ensure_one()
        return self.env._(
            "Contract %(contract)s ends on %(day)s: renew it or let it end",
            contract=self.name,
            day=self.date_end,
        )
