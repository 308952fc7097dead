from odoo import models
from odoo.exceptions import UserError

from ...tools import charging


class AftersalesOrder(models.Model):
    """Charged work becomes a host quotation, which the customer approves.

    What is found after an approval goes on a quotation of its own: the customer never
    pays what he did not agree to (R134, R144).
    """

    _inherit = "aftersales.order"

    def action_create_quotation(self):
        """Put all charged work on a quotation, or bring the draft one up to date."""
        self._check_step_role("quote")
        self.check_access("write")
        # The right to quote comes with the order: the host's rules would show an
        # outlet manager only the quotations he made himself.
        for order in self.sudo():
            order._sync_quotation()
        return self.action_view_quotation()

    def _sync_quotation(self) -> None:
        self.ensure_one()
        self._drop_free_quotation_lines()
        charged = self.line_ids.filtered(
            lambda line: line.coverage == charging.CUSTOMER
        )
        parts = self.part_move_ids.filtered(
            lambda move: move.coverage == charging.CUSTOMER
        )
        if not charged and not parts:
            raise UserError(
                self.env._(
                    "%(order)s: nothing is charged. Set Coverage of a line or part to "
                    "“Customer Pays” first.",
                    order=self.display_name,
                )
            )
        charged = charged.filtered(lambda line: not line._is_quoted())
        parts = parts.filtered(lambda move: not move._is_quoted())
        if not charged and not parts:
            return
        if self.sale_order_id.state not in ("draft", "sent"):
            self.sale_order_id = self.env["sale.order"].create(
                self._prepare_quotation_vals()
            )
        rows = [*charged, *parts]
        sale_lines = self.env["sale.order.line"].create(
            [row._prepare_sale_line_vals() for row in rows]
        )
        for row, sale_line in zip(rows, sale_lines, strict=True):
            row.sale_line_id = sale_line
        if self._is_work_done():
            charged._set_delivered()
        # The host shows the quotation on the repair and offers no second one.
        self.repair_ids.filtered(
            lambda repair: not repair.sale_order_id
        ).sale_order_id = self.sale_order_id

    def _drop_free_quotation_lines(self) -> None:
        """Lines that became free leave their quotation while it is not agreed."""
        free = [
            row
            for rows in (self.line_ids, self.part_move_ids)
            for row in rows
            if row.coverage != charging.CUSTOMER
            and row.sale_line_id.sudo().state in ("draft", "sent")
        ]
        dropped = self.env["sale.order.line"]
        for row in free:
            dropped |= row.sale_line_id
            row.sale_line_id = False
        # Who decides on coverage need not have rights on quotations.
        dropped.sudo().unlink()

    def _prepare_quotation_vals(self) -> dict:
        self.ensure_one()
        return {
            "aftersales_order_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            # Service has no salesperson; whoever sells or serves may open it.
            "user_id": False,
            "partner_shipping_id": (self.site_partner_id or self.partner_id).id,
            "pricelist_id": self.pricelist_id.id,
            "origin": self.name,
            "require_signature": True,
            "require_payment": False,
        }

    def _get_analytic_distribution(self) -> dict | bool:
        """Revenue and cost of an order belong to its outlet."""
        account = self.outlet_id.analytic_account_id
        return {str(account.id): 100} if account else False

    def action_view_quotation(self):
        """Open the quotation, or the list where further work needed more of them."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotation"),
            "res_model": "sale.order",
            "view_mode": "form",
            "res_id": self.sale_order_id.id,
        }
        if len(self.quotation_ids) > 1:
            action.update(
                view_mode="list,form",
                res_id=False,
                domain=[("aftersales_order_id", "=", self.id)],
            )
        return action

    def action_create_invoice(self):
        """Draft invoices of everything that is agreed and delivered."""
        quotations = self.quotation_ids.filtered(
            lambda sale: sale.state == "sale" and sale.invoice_status == "to invoice"
        )
        if not quotations:
            raise UserError(
                self.env._(
                    "Nothing to invoice: the customer must approve the quotation, and "
                    "the work must be done, first."
                )
            )
        quotations._create_invoices()
        return self.action_view_invoices()

    def action_view_invoices(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["domain"] = [("id", "in", self.invoice_ids.ids)]
        if len(self.invoice_ids) == 1:
            action.update(
                view_mode="form", views=[(False, "form")], res_id=self.invoice_ids.id
            )
        return action
