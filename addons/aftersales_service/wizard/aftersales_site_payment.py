from uuid import uuid4

from odoo import api, fields, models

from ..models.order.account_payment import SITE_METHODS


class AftersalesSitePayment(models.TransientModel):
    """Takes what the customer pays on site, and prints the receipt (R133)."""

    _name = "aftersales.site.payment"
    _description = "Payment on Site"

    order_id = fields.Many2one("aftersales.order", required=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount_due = fields.Monetary(related="order_id.amount_due")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="With tax.",
    )
    method = fields.Selection(
        SITE_METHODS, string="Paid By", default="cash", required=True
    )
    memo = fields.Char(help="Number of the transfer, or whatever helps to find it.")
    # However often the button is pressed, this window registers one payment.
    request_key = fields.Char(
        default=lambda self: str(uuid4()), required=True, readonly=True
    )

    @api.depends("order_id")
    def _compute_amount(self):
        for payment in self:
            payment.amount = payment.order_id.amount_due

    def action_register(self):
        """Register the payment and print its receipt."""
        self.ensure_one()
        payment = self.order_id._register_site_payment(
            self.amount, self.method, self.memo, request_key=self.request_key
        )
        return {
            **payment.action_print_aftersales_receipt(),
            "close_on_report_download": True,
        }
