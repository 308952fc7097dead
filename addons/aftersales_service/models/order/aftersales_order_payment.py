from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import charging

# The same payment again within this time is taken for a second press of a button.
REPEAT = timedelta(minutes=1)
JOURNALS = {
    "cash": "aftersales_cash_journal_id",
    "transfer": "aftersales_transfer_journal_id",
}
NOT_PAYABLE = ("draft", "archived", "cancelled")


class AftersalesOrder(models.Model):
    """Money taken on site: a payment of the host, with a receipt (R133, R134).

    Who takes it needs no rights in accounting. When the order's invoice is posted, it
    is paid from these payments.
    """

    _inherit = "aftersales.order"

    payment_ids = fields.One2many(
        "account.payment",
        "aftersales_order_id",
        string="Payments on Site",
        readonly=True,
    )
    payment_count = fields.Integer(compute="_compute_payment_count")
    amount_due = fields.Monetary(
        string="Left to Pay",
        compute="_compute_amount_due",
        compute_sudo=True,
        help="What the customer still owes for this order, with tax.",
    )

    def _compute_payment_count(self):
        counts = dict(
            self.env["account.payment"]
            .sudo()
            ._read_group(
                [("aftersales_order_id", "in", self.ids)],
                ["aftersales_order_id"],
                ["__count"],
            )
        )
        for order in self:
            order.payment_count = counts.get(order, 0)

    @api.depends(
        "line_ids.amount",
        "line_ids.coverage",
        "part_move_ids.coverage",
        "part_move_ids.product_uom_qty",
        "part_move_ids.aftersales_price_unit",
        "quotation_ids.state",
        "quotation_ids.amount_total",
        "quotation_ids.invoice_ids.state",
        "quotation_ids.invoice_ids.amount_residual",
        "payment_ids.state",
        "payment_ids.move_id.line_ids.amount_residual",
    )
    def _compute_amount_due(self):
        for order in self:
            agreed = order.quotation_ids.filtered(lambda sale: sale.state == "sale")
            total = sum(agreed.mapped("amount_total")) + sum(
                order._add_tax(row, row._prepare_charge_row()["amount"])
                for row in order._get_money_rows()
                if row.coverage == charging.CUSTOMER and not row._is_agreed()
            )
            invoices = order.invoice_ids.filtered(
                lambda invoice: invoice.state == "posted"
            )
            settled = sum(
                invoice.amount_total_signed - invoice.amount_residual_signed
                for invoice in invoices
            )
            # What an invoice took up is settled there.
            unused = -sum(
                order.payment_ids._get_open_receivables().mapped("amount_residual")
            )
            order.amount_due = order.currency_id.round(total - settled - unused)

    def _add_tax(self, row, amount: float) -> float:
        """``amount`` of a line or part with the tax its quotation will add."""
        self.ensure_one()
        company = self.company_id
        partner = self.partner_id
        position = (
            self.env["account.fiscal.position"]
            .sudo()
            .with_company(company)
            ._get_fiscal_position(partner, self.site_partner_id or partner)
        )
        taxes = position.map_tax(
            row.product_id.sudo().taxes_id._filter_taxes_by_company(company)
        )
        return taxes.compute_all(
            amount, self.currency_id, product=row.product_id, partner=partner
        )["total_included"]

    # -- take money -----------------------------------------------------------------

    def _register_site_payment(
        self,
        amount: float,
        method: str,
        memo: str | None = None,
        request_key: str | None = None,
    ):
        """Take money on site as a posted payment of the host.

        :param amount: in the currency of the order, with tax
        :param method: ``cash`` or ``transfer``
        :param request_key: names this very request; sent again, it returns the payment
            that it made the first time
        :return: the ``account.payment``, with the rights of whoever asks
        """
        self.ensure_one()
        self._check_step_role("pay")
        # The rules decide: a technician's own orders, the outlet's, the company's.
        self.check_access("read")
        # Of two requests at once the second is told to try again.
        self.sudo().lock_for_update()
        payment = self._find_site_payment(request_key)
        if not payment:
            self._check_site_payment(amount, method)
            payment = (
                self.env["account.payment"]
                # Taking money of one's own order is all that is granted.
                .sudo()
                .with_company(self.company_id)
                .create(
                    {
                        **self._prepare_site_payment_vals(amount, method, memo),
                        "aftersales_request_key": request_key,
                    }
                )
            )
            payment.action_post()
            self.invalidate_recordset(["payment_ids", "payment_count", "amount_due"])
            self._reconcile_site_payments()
            self.sudo().message_post(
                body=self.env._(
                    "%(amount)s received on site (%(method)s): %(payment)s.",
                    amount=self._format_money(amount),
                    method=dict(
                        payment._fields["aftersales_method"]._description_selection(
                            self.env
                        )
                    )[method],
                    payment=payment.display_name,
                ),
                author_id=self.env.user.partner_id.id,
            )
        return payment.with_env(self.env)

    def _find_site_payment(self, request_key: str | None):
        payment = self.env["account.payment"].sudo()
        if request_key:
            payment = payment.search([("aftersales_request_key", "=", request_key)])
        if payment and payment.aftersales_order_id != self:
            raise UserError(
                self.env._(
                    "%(order)s: this request has registered a payment of another "
                    "order. Start again.",
                    order=self.display_name,
                )
            )
        return payment

    def _check_site_payment(self, amount: float, method: str) -> None:
        """Raise all that speaks against this payment at once."""
        problems = []
        values = {"order": self.display_name}
        if self.state in NOT_PAYABLE:
            problems.append(
                self.env._("%(order)s: accept the order before taking money.", **values)
            )
        if self.currency_id.compare_amounts(amount, 0.0) <= 0:
            problems.append(
                self.env._("%(order)s: fill in an Amount above zero.", **values)
            )
        elif (
            not self._may_take_more_than_owed()
            and self.currency_id.compare_amounts(amount, self.amount_due) > 0
        ):
            problems.append(
                self.env._(
                    "%(order)s: %(amount)s is more than the %(due)s left to pay, tax "
                    "included. Take no more than that, or let the office register it.",
                    amount=self._format_money(amount),
                    due=self._format_money(self.amount_due),
                    **values,
                )
            )
        if method not in JOURNALS:
            problems.append(
                self.env._("%(order)s: Paid By is either cash or transfer.", **values)
            )
        elif not self.company_id[JOURNALS[method]]:
            problems.append(
                self.env._(
                    "%(order)s: there is no journal for it. Set %(field)s in Settings "
                    "▸ After-Sales ▸ Payment on Site.",
                    field=self.company_id._fields[JOURNALS[method]]._description_string(
                        self.env
                    ),
                    **values,
                )
            )
        if self._is_repeated_payment(amount, method):
            problems.append(
                self.env._(
                    "%(order)s: %(amount)s was registered a moment ago. If the "
                    "customer pays the same again, wait a minute.",
                    amount=self._format_money(amount),
                    **values,
                )
            )
        self._refuse(problems)

    def _may_take_more_than_owed(self) -> bool:
        """The office takes deposits; a technician collects what is owed."""
        return self.env.su or any(
            self.env.user.has_group(f"aftersales_service.group_{role}")
            for role in ("outlet_manager", "dispatcher", "finance")
        )

    def _is_repeated_payment(self, amount: float, method: str) -> bool:
        since = fields.Datetime.now() - REPEAT
        return any(
            payment.aftersales_method == method
            and payment.aftersales_received_at > since
            and self.currency_id.compare_amounts(payment.amount, amount) == 0
            for payment in self.sudo().payment_ids._get_received()
        )

    def _prepare_site_payment_vals(self, amount, method, memo) -> dict:
        self.ensure_one()
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.commercial_partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "journal_id": self.company_id[JOURNALS[method]].id,
            "amount": amount,
            "date": fields.Date.context_today(self),
            "memo": " · ".join(filter(None, (self.name, memo))),
            "aftersales_order_id": self.id,
            "aftersales_method": method,
            "aftersales_received_by_id": self.env.uid,
            "aftersales_received_at": fields.Datetime.now(),
        }

    def _reconcile_site_payments(self) -> None:
        """Pay the posted invoices of each order from what was paid for it on site."""
        for order in self.sudo().filtered("payment_ids"):
            payments = order.payment_ids._get_open_receivables()
            invoices = order.quotation_ids.order_line.invoice_lines.move_id
            owed = invoices.line_ids.filtered(
                lambda line: (
                    line.account_id.account_type == "asset_receivable"
                    and line.parent_state == "posted"
                    and not line.reconciled
                )
            )
            for account in payments.account_id & owed.account_id:
                (payments | owed).filtered(
                    lambda line, account=account: line.account_id == account
                ).reconcile()

    # -- show -----------------------------------------------------------------------

    def action_register_payment(self):
        """Ask for what the customer pays here and now."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payment on Site"),
            "res_model": "aftersales.site.payment",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_view_payments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_payment_action"
        )
        action["domain"] = [("aftersales_order_id", "=", self.id)]
        action["context"] = {"create": False}
        return action
