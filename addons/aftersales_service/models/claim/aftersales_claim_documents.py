from odoo import Command, api, fields, models

from .aftersales_claim_settlement import Row


class AftersalesClaim(models.Model):
    """What is settled, on the host's own documents.

    What the customer gets is a credit note: it stands on his account as a customer, is
    set off against what he owes or paid out, and takes back the tax of the sale. (A
    vendor bill would make a supplier of him.) What he pays is quoted to him, signed and
    invoiced.
    """

    _inherit = "aftersales.claim"

    move_ids = fields.One2many(
        "account.move",
        "aftersales_claim_id",
        groups="aftersales_service.group_reader",
    )
    sale_ids = fields.One2many(
        "sale.order",
        "aftersales_claim_id",
        string="Quotations",
        groups="aftersales_service.group_reader",
    )
    move_count = fields.Integer(
        string="Invoices and Credit Notes",
        compute="_compute_document_counts",
        compute_sudo=True,
    )
    sale_count = fields.Integer(
        string="Quotation Count", compute="_compute_document_counts", compute_sudo=True
    )

    is_to_invoice = fields.Boolean(
        string="To Invoice", compute="_compute_document_counts", compute_sudo=True
    )

    @api.depends("move_ids", "sale_ids.invoice_status")
    def _compute_document_counts(self):
        for claim in self:
            claim.is_to_invoice = "to invoice" in claim.sale_ids.mapped(
                "invoice_status"
            )
            claim.move_count = len(claim.move_ids)
            claim.sale_count = len(claim.sale_ids)

    def _settle(self) -> None:
        """Make the credit note or the quotation of each claim, all in one go.

        The right to settle comes with the claim, as that to quote does with an order.
        """
        credits, quotations = [], []
        for claim in self.sudo().filtered(lambda c: not (c.move_ids or c.sale_ids)):
            rows = claim._get_settlement_rows()
            balance = claim.currency_id.compare_amounts(
                sum(row.amount for row in rows), 0.0
            )
            if balance > 0:
                credits.append((claim, rows))
            elif balance < 0:
                quotations.append((claim, rows))
        self._create_credit_notes(credits)
        self._create_quotations(quotations)

    def _create_credit_notes(self, rows_by_claim: list) -> None:
        self.env["account.move"].sudo().create(
            [
                {
                    **claim._prepare_credit_note_vals(),
                    "invoice_line_ids": [
                        Command.create(claim._prepare_invoice_line_vals(row))
                        for row in rows
                    ],
                }
                for claim, rows in rows_by_claim
            ]
        )

    def _prepare_credit_note_vals(self) -> dict:
        self.ensure_one()
        return {
            "move_type": "out_refund",
            "aftersales_claim_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
        }

    def _create_quotations(self, rows_by_claim: list) -> None:
        self.env["sale.order"].sudo().create(
            [
                {
                    "aftersales_claim_id": claim.id,
                    "company_id": claim.company_id.id,
                    "partner_id": claim.partner_id.id,
                    "user_id": False,
                    "origin": claim.name,
                    "require_signature": True,
                    "require_payment": False,
                    "order_line": [
                        Command.create(claim._prepare_sale_line_vals(row))
                        for row in rows
                    ],
                }
                for claim, rows in rows_by_claim
            ]
        )

    def _prepare_sale_line_vals(self, row: Row) -> dict:
        self.ensure_one()
        return {
            "product_id": row.product.id,
            "name": row.label,
            "product_uom_qty": 1.0,
            "price_unit": -self._get_untaxed(row),
            "tax_ids": [Command.set((row.taxes or self.env["account.tax"]).ids)],
            "analytic_distribution": self._get_analytic_distribution(),
        }

    def _get_money_problems(self) -> list[str]:
        """What is still open of the money of a claim, in words."""
        self.ensure_one()
        claim = self.sudo()
        values = {"claim": self.display_name}
        settle_on = claim.company_id.aftersales_settle_on
        problems = [
            self.env._(
                "%(claim)s: quotation %(sale)s is not approved and invoiced yet.",
                sale=sale.name,
                **values,
            )
            for sale in claim.sale_ids
            if sale.state != "cancel" and sale.invoice_status != "invoiced"
        ]
        for move in claim._get_customer_moves():
            if move.state == "draft":
                problems.append(
                    self.env._(
                        "%(claim)s: %(move)s is not posted yet.",
                        move=move.display_name,
                        **values,
                    )
                )
            elif not move._is_aftersales_settled(settle_on):
                problems.append(
                    self.env._(
                        "%(claim)s: %(move)s is not paid yet.", move=move.name, **values
                    )
                )
        return problems

    def _get_customer_moves(self):
        """Invoices and credit notes of the customer that count."""
        self.ensure_one()
        return (self.move_ids | self.sale_ids.invoice_ids).filtered(
            lambda move: (
                move.state != "cancel"
                and move.commercial_partner_id == self.partner_id.commercial_partner_id
            )
        )

    # -- steps ------------------------------------------------------------

    def _get_finish_problems(self) -> list[str]:
        return super()._get_finish_problems() + [
            problem for claim in self for problem in claim._get_money_problems()
        ]

    def _get_cancel_problems(self) -> list[str]:
        return super()._get_cancel_problems() + [
            self.env._(
                "%(claim)s: %(document)s is booked. Reverse it first, or finish the "
                "claim.",
                claim=claim.display_name,
                document=move.name,
            )
            for claim in self
            for move in claim.sudo()._get_customer_moves()
            if move.state == "posted" and move.payment_state != "reversed"
        ]

    def _undo(self) -> None:
        result = super()._undo()
        documents = self.sudo()
        documents.move_ids.filtered(lambda m: m.state == "draft").button_cancel()
        open_sales = documents.sale_ids.filtered(lambda s: s.state != "cancel")
        open_sales._action_cancel()
        return result

    def action_create_invoice(self):
        """Invoice what the customer has agreed to pay."""
        self._check_step_role("settle")
        self.check_access("write")
        sales = self.sudo().sale_ids.filtered(
            lambda sale: sale.invoice_status == "to invoice"
        )
        self._refuse_problems(
            []
            if sales
            else [
                self.env._(
                    "Nothing to invoice: the customer approves the quotation first."
                )
            ]
        )
        invoices = sales._create_invoices()
        for invoice in invoices:
            invoice.aftersales_claim_id = invoice.line_ids.sale_line_ids.order_id[
                :1
            ].aftersales_claim_id
        return self.action_view_moves()

    def action_view_moves(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_refund_type"
        )
        return {
            **action,
            "name": self.env._("Invoices and Credit Notes"),
            "domain": [("aftersales_claim_id", "in", self.ids)],
            "context": {"create": False},
        }

    def action_view_sales(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_quotations")
        return {
            **action,
            "domain": [("aftersales_claim_id", "in", self.ids)],
            "context": {"create": False},
        }
