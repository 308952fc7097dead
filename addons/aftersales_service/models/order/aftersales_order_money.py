from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import charging


class AftersalesOrder(models.Model):
    """Who pays, what is quoted, when the money is settled (R132-R144).

    Labour and travel are lines of the order, parts are the moves of its repairs; each
    carries its own coverage. Charged ones become a sale order, which is quoted,
    signed, invoiced and paid by the host's own means.
    """

    _inherit = "aftersales.order"

    sale_order_id = fields.Many2one(
        "sale.order",
        string="Quotation",
        check_company=True,
        copy=False,
        index="btree_not_null",
        help="What the customer is asked to pay for this order.",
    )
    invoice_ids = fields.Many2many(
        "account.move", string="Invoices", compute="_compute_invoice_ids"
    )
    invoice_count = fields.Integer(compute="_compute_invoice_ids")
    currency_id = fields.Many2one(related="company_id.currency_id")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Tariff",
        compute="_compute_pricelist_id",
        help="Published prices that hold for this order.",
    )
    amount_charged = fields.Monetary(
        compute="_compute_amounts", help="What the customer pays, before tax."
    )
    amount_free = fields.Monetary(
        compute="_compute_amounts",
        help="What covered and goodwill work and parts would cost, before tax.",
    )
    part_move_ids = fields.One2many(
        "stock.move",
        "aftersales_order_id",
        string="Parts",
        domain=[("repair_line_type", "=", "add"), ("state", "!=", "cancel")],
        help="Parts put into the unit: only these cost anybody anything.",
    )

    @api.depends("sale_order_id.invoice_ids")
    def _compute_invoice_ids(self):
        for order in self:
            order.invoice_ids = order.sale_order_id.invoice_ids
            order.invoice_count = len(order.invoice_ids)

    @api.depends("outlet_id.pricelist_id", "company_id.aftersales_pricelist_id")
    def _compute_pricelist_id(self):
        for order in self:
            order.pricelist_id = (
                order.outlet_id.pricelist_id
                or order.company_id.aftersales_pricelist_id
                or order.partner_id.with_company(
                    order.company_id
                ).property_product_pricelist
            )

    @api.depends(
        "line_ids.amount",
        "line_ids.coverage",
        "part_move_ids.coverage",
        "part_move_ids.product_uom_qty",
        "part_move_ids.aftersales_price_unit",
    )
    def _compute_amounts(self):
        for order in self:
            rows = [(line.coverage, line.amount) for line in order.line_ids]
            rows += [
                (move.coverage, move.product_uom_qty * move.aftersales_price_unit)
                for move in order.part_move_ids
            ]
            order.amount_charged = sum(
                amount for coverage, amount in rows if coverage == charging.CUSTOMER
            )
            order.amount_free = sum(
                amount for coverage, amount in rows if coverage != charging.CUSTOMER
            )

    # -- coverage -----------------------------------------------------------------

    def _propose_coverage(self) -> tuple[str, str]:
        """Coverage and reason in words for a new line (R132). Part of the decision
        that other addons refine by overriding this."""
        self.ensure_one()
        decision = charging.default_coverage(
            self.type_id.charge_basis,
            self.cause_id.is_excluded_from_warranty,
            self.equipment_id.warranty_end_date or None,
            fields.Datetime.context_timestamp(self, self.received_at).date(),
        )
        return decision.coverage, self._get_coverage_reasons()[decision.reason]

    def _get_coverage_reasons(self) -> dict[str, str]:
        return {
            "type_free": self.env._("Free for this order type"),
            "type_charged": self.env._("Charged for this order type"),
            "cause_excluded": self.env._("Cause excluded from warranty"),
            "warranty_unknown": self.env._("No warranty on file"),
            "warranty_over": self.env._("Warranty is over"),
            "in_warranty": self.env._("Within warranty"),
        }

    def action_propose_coverage(self):
        """Propose again for all lines that are not on a confirmed quotation."""
        for order in self:
            coverage, reason = order._propose_coverage()
            vals = {
                "coverage": coverage,
                "coverage_reason": reason,
                "goodwill_approver_id": False,
            }
            order.line_ids.filtered(lambda line: not line._is_agreed()).write(vals)
            order.part_move_ids.filtered(
                lambda move: not move._is_agreed() and move.state != "done"
            ).write(vals)

    # -- quotation ----------------------------------------------------------------

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
        if self.sale_order_id.state == "cancel":
            self.line_ids.sale_line_id = False
            self.repair_ids.sale_order_id = False
            self.sale_order_id = False
        if not self.sale_order_id:
            self.sale_order_id = self.env["sale.order"].create(
                self._prepare_quotation_vals()
            )
        self._drop_free_quotation_lines()
        new_lines = charged.filtered(lambda line: not line.sale_line_id)
        sale_lines = self.env["sale.order.line"].create(
            [line._prepare_sale_line_vals() for line in new_lines]
        )
        for line, sale_line in zip(new_lines, sale_lines, strict=True):
            line.sale_line_id = sale_line
        if self._is_work_done():
            new_lines._set_delivered()
        # The host makes the sale lines of parts once the repair knows its sale order.
        self.repair_ids.filtered(
            lambda repair: not repair.sale_order_id
        ).sale_order_id = self.sale_order_id
        parts._create_repair_sale_order_line()

    def _drop_free_quotation_lines(self) -> None:
        """Lines that became free leave the quotation while it is not agreed."""
        if self.sale_order_id.sudo().state not in ("draft", "sent"):
            return
        free_lines = self.line_ids.filtered(
            lambda line: line.coverage != charging.CUSTOMER
        )
        free_parts = self.part_move_ids.filtered(
            lambda move: move.coverage != charging.CUSTOMER
        )
        dropped = free_lines.sale_line_id | free_parts.sale_line_id
        free_parts.sale_line_id = False
        # Who decides on coverage need not have rights on quotations.
        dropped.sudo().unlink()

    def _prepare_quotation_vals(self) -> dict:
        self.ensure_one()
        return {
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
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotation"),
            "res_model": "sale.order",
            "view_mode": "form",
            "res_id": self.sale_order_id.id,
        }

    def action_create_invoice(self):
        """Draft invoices of everything that is agreed and delivered."""
        quotations = self.sale_order_id.filtered(
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

    # -- settlement ---------------------------------------------------------------

    def _get_settlement_blockers(self) -> list[str]:
        """What still hinders settlement, in words. Free work needs no more than the
        customer's confirmation, which signing the order gave (R134)."""
        self.ensure_one()
        # Finance settles; what sales did is read whatever his rights on sales are.
        sale = self.sale_order_id.sudo()
        is_quoted = bool(sale.order_line) and sale.state != "cancel"
        charged = [
            row
            for rows in (self.line_ids, self.part_move_ids)
            for row in rows
            if row.coverage == charging.CUSTOMER
        ]
        if any(not (is_quoted and row.sale_line_id) for row in charged):
            return [self.env._("charged work is not on a quotation yet.")]
        if not is_quoted:
            return []
        if sale.state != "sale":
            return [self.env._("quotation %(sale)s is not approved.", sale=sale.name)]
        if sale.invoice_status != "invoiced":
            return [
                self.env._("quotation %(sale)s is not fully invoiced.", sale=sale.name)
            ]
        settle_on = self.company_id.aftersales_settle_on
        return [
            self.env._(
                "invoice %(invoice)s is not posted.", invoice=invoice.display_name
            )
            if invoice.state != "posted"
            else self.env._(
                "invoice %(invoice)s is not paid.", invoice=invoice.display_name
            )
            for invoice in sale.invoice_ids
            if invoice.state != "cancel"
            and not invoice._is_aftersales_settled(settle_on)
        ]
