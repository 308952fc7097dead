from odoo import api, fields, models

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
        help="What the customer is asked to pay for this order: the latest quotation.",
    )
    quotation_ids = fields.One2many(
        "sale.order",
        "aftersales_order_id",
        string="Quotations",
        help="The first one, and one for each further work after an approval.",
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

    @api.depends("quotation_ids.invoice_ids")
    def _compute_invoice_ids(self):
        for order in self:
            order.invoice_ids = order.quotation_ids.invoice_ids
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

    def _propose_coverage(self, cost: str = "goods", product=None) -> tuple[str, str]:
        """Coverage and reason in words for a new line (R132). Part of the decision
        that other addons refine by overriding this.

        :param cost: goods, labour or travel
        :param product: the part or service, where it is known
        """
        proposal = self._decide_coverage(cost)
        return proposal.coverage, self._get_coverage_reasons()[proposal.reason]

    def _decide_coverage(self, cost: str) -> charging.Decision:
        """What order type, cause and warranty say by themselves."""
        self.ensure_one()
        return charging.default_coverage(
            self.type_id.charge_basis,
            self.cause_id.is_excluded_from_warranty,
            self._get_warranty_refusal(cost),
        )

    def _get_warranty_refusal(self, cost: str) -> str | None:
        """Why a kind of cost is not free, "" where it is, ``None``: not decided."""
        return None

    def _get_coverage_reasons(self) -> dict[str, str]:
        return {
            "type_free": self.env._("Free for this order type"),
            "type_charged": self.env._("Charged for this order type"),
            "cause_excluded": self.env._("Cause excluded from warranty"),
            "excluded": self.env._("Excluded from warranty"),
            "cost_not_covered": self.env._("Warranty does not pay for this"),
            "overridden": self.env._("Decided otherwise"),
            "warranty_unknown": self.env._("No warranty on file"),
            "warranty_over": self.env._("Warranty is over"),
            "in_warranty": self.env._("Within warranty"),
        }

    def action_propose_coverage(self):
        """Propose again for all lines that are not on a confirmed quotation."""
        for order in self:
            parts = order.part_move_ids.filtered(
                lambda move: not move._is_agreed() and move.state != "done"
            )
            lines = order.line_ids.filtered(lambda line: not line._is_agreed())
            kinds = [
                *lines.grouped(
                    lambda line: (line._get_coverage_cost(), line.product_id)
                ).items(),
                *parts.grouped(lambda move: ("goods", move.product_id)).items(),
            ]
            for (cost, product), rows in kinds:
                coverage, reason = order._propose_coverage(cost, product)
                rows.write(
                    {
                        "coverage": coverage,
                        "coverage_reason": reason,
                        "goodwill_approver_id": False,
                    }
                )

    # -- settlement ---------------------------------------------------------------

    def _get_settlement_blockers(self) -> list[str]:
        """What still hinders settlement, in words. Free work needs no more than the
        customer's confirmation, which signing the order gave (R134)."""
        self.ensure_one()
        charged = [
            row
            for rows in (self.line_ids, self.part_move_ids)
            for row in rows
            if row.coverage == charging.CUSTOMER
        ]
        # Finance settles; what sales did is read whatever his rights on sales are.
        if any(row.sale_line_id.sudo().state in (False, "cancel") for row in charged):
            return [self.env._("charged work is not on a quotation yet.")]
        return [
            problem
            for sale in self.sudo().quotation_ids
            if sale.order_line and sale.state != "cancel"
            for problem in self._get_payment_blockers(sale)
        ]

    def _get_payment_blockers(self, sale) -> list[str]:
        """What one quotation still needs until its money is here."""
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
