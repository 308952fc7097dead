from odoo import fields, models

SITE_METHODS = [("cash", "Cash"), ("transfer", "Bank Transfer")]
# The money is here: draft, cancelled and rejected payments are none.
RECEIVED_STATES = ("in_process", "paid")


class AccountPayment(models.Model):
    """Money that a customer pays on site for a service order."""

    _inherit = "account.payment"

    aftersales_order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="restrict",
        help="Service order that this was paid for on site.",
    )
    aftersales_method = fields.Selection(
        SITE_METHODS, string="Paid By", copy=False, readonly=True
    )
    aftersales_received_by_id = fields.Many2one(
        "res.users",
        string="Received By",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Who took the money on site.",
    )
    aftersales_received_at = fields.Datetime(
        string="Received On", copy=False, readonly=True
    )
    aftersales_request_key = fields.Char(
        string="Request Key",
        copy=False,
        readonly=True,
        help="Names one request to register a payment, however often it is sent.",
    )

    _aftersales_request_key_uniq = models.UniqueIndex(
        "(aftersales_request_key) WHERE aftersales_request_key IS NOT NULL",
        "This payment is registered already.",
    )

    def _get_received(self):
        """Those whose money is here."""
        return self.filtered(lambda payment: payment.state in RECEIVED_STATES)

    def _get_open_receivables(self):
        """Journal items of these payments that no invoice took up yet."""
        return self.move_id.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and line.parent_state == "posted"
                and not line.reconciled
            )
        )

    def _get_report_base_filename(self):
        self.ensure_one()
        return (self.name or "").replace("/", "-")

    def action_print_aftersales_receipt(self):
        return self.env.ref(
            "aftersales_service.action_report_payment_receipt"
        ).report_action(self._get_received(), config=False)
