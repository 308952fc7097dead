from odoo import models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "aftersales.origin.mixin"]

    _aftersales_origin_field = "origin_invoice_id"

    def _prepare_aftersales_order_context(self) -> dict:
        return {
            **super()._prepare_aftersales_order_context(),
            "default_partner_id": self.partner_id.id,
        }

    def _post(self, soft=True):
        posted = super()._post(soft)
        invoices = posted.filtered(lambda move: move.move_type == "out_invoice")
        # Who posts an invoice need not see the service order it comes from.
        quotations = invoices.sudo().line_ids.sale_line_ids.order_id
        quotations.aftersales_order_id._reconcile_site_payments()
        return posted

    def _is_aftersales_settled(self, settle_on: str) -> bool:
        """Does this invoice settle a service order, by the company's setting?"""
        self.ensure_one()
        if self.state != "posted":
            return False
        return settle_on == "invoiced" or self.payment_state in (
            "paid",
            "in_payment",
            "reversed",
        )
