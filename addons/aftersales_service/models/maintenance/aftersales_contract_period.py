from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import contract_flow
from ..flag import flag_domain

BATCH = 50


class AftersalesContractPeriod(models.Model):
    """A stretch of a contract that is invoiced once.

    A unique index allows one invoice a period that is not cancelled, whoever makes it.
    """

    _name = "aftersales.contract.period"
    _description = "Invoicing Period of a Contract"
    _order = "contract_id, date_from, id"
    _rec_name = "date_from"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "aftersales.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(related="contract_id.partner_id", store=True)
    outlet_id = fields.Many2one(related="contract_id.outlet_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    kind = fields.Selection(
        [("charge", "Charge"), ("credit", "Credit")], required=True, default="charge"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Until", required=True)
    date_due = fields.Date(string="Invoiced On", required=True, index=True)
    amount = fields.Monetary(help="Before tax.")
    amounts = fields.Json(help="Amount by service of the contract.")
    move_ids = fields.One2many(
        "account.move",
        "aftersales_contract_period_id",
        string="Invoices",
        groups="account.group_account_invoice,account.group_account_readonly",
    )
    is_invoiced = fields.Boolean(
        string="Has Invoice",
        compute="_compute_is_invoiced",
        search="_search_is_invoiced",
        compute_sudo=True,
    )

    _period_once = models.UniqueIndex(
        "(contract_id, kind, date_from)",
        "This period of the contract is there already.",
    )

    @api.depends("move_ids.state")
    def _compute_is_invoiced(self):
        for period in self:
            period.is_invoiced = any(move.state != "cancel" for move in period.move_ids)

    def _search_is_invoiced(self, operator, value):
        if operator != "in":
            return NotImplemented
        moves = self.env["account.move"].sudo()
        kept = Domain("move_ids", "any!", moves._get_kept_domain())
        return flag_domain(value, kept)

    @api.depends("date_from", "date_to", "contract_id")
    def _compute_display_name(self):
        for period in self:
            period.display_name = (
                f"{period.contract_id.name} {period.date_from} – {period.date_to}"
            )

    def _get_amounts(self) -> dict[str, Decimal]:
        """Amount of each service, by the id of its line."""
        self.ensure_one()
        return {line_id: Decimal(amount) for line_id, amount in self.amounts.items()}

    # -- invoices ----------------------------------------------------------------------

    @api.model
    def _cron_invoice(self) -> None:
        """Draft invoices of what is due, in batches that commit."""
        cron = self.env["ir.cron"]
        while done := self._invoice_batch(BATCH):
            if not cron._commit_progress(done):
                return

    @api.model
    def _invoice_batch(self, limit: int) -> int:
        due = self.search(
            self._get_due_domain(), order="date_due, id", limit=limit
        ).try_lock_for_update(allow_referencing=True)
        # Who was here a moment ago has left an invoice that the search did not see.
        due.invalidate_recordset(["move_ids"])
        due.filtered(lambda period: not period.is_invoiced)._make_invoices()
        return len(due)

    @api.model
    def _get_due_domain(self) -> Domain:
        return (
            Domain("date_due", "<=", fields.Date.context_today(self))
            & Domain("amount", "!=", 0)
            & Domain("contract_id.state", "in", contract_flow.BINDING_STATES)
            & Domain("is_invoiced", "=", False)
        )

    def _make_invoices(self):
        """Drafts, one a period, by the host's own means."""
        moves = self.env["account.move"].sudo()
        for company, periods in self.grouped("company_id").items():
            moves |= moves.with_company(company).create(
                [period._prepare_move_vals() for period in periods]
            )
        return moves

    def _prepare_move_vals(self) -> dict:
        self.ensure_one()
        contract = self.contract_id
        sign = 1 if self.kind == "charge" else -1
        lang = contract.partner_id.lang or self.env.lang
        worded = self.with_context(lang=lang)
        return {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "aftersales_contract_period_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": contract.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.date_due,
            "invoice_origin": contract.name,
            "invoice_user_id": contract.user_id.id,
            "invoice_line_ids": [
                fields.Command.create(
                    {
                        **worded._prepare_move_line_vals(line),
                        "price_unit": sign * float(self.amounts[str(line.id)]),
                    }
                )
                for line in contract.line_ids
                if float(self.amounts.get(str(line.id), 0))
            ],
        }

    def _prepare_move_line_vals(self, line) -> dict:
        account = self.contract_id.outlet_id.analytic_account_id
        return {
            "product_id": line.product_id.id,
            "name": self.env._(
                "%(service)s: %(contract)s, %(first)s – %(last)s",
                service=line.name,
                contract=self.contract_id.name,
                first=self.date_from,
                last=self.date_to,
            ),
            "quantity": 1.0,
            "analytic_distribution": {str(account.id): 100} if account else False,
        }
