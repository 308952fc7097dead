from typing import NamedTuple

from odoo import Command, api, fields, models

from ...tools import claim_money


class Row(NamedTuple):
    """One line of what is settled with the customer; ``amount`` more than 0: he gets
    it, tax included. An expense is no lost sale: it goes to the expense account."""

    product: models.Model
    label: str
    amount: float
    taxes: models.Model | None = None
    is_expense: bool = False


class AftersalesClaim(models.Model):
    """What the customer gets or pays, row by row. Each kind adds its own rows."""

    _inherit = "aftersales.claim"

    cost_ids = fields.One2many("aftersales.claim.cost", "claim_id", "Costs", copy=False)
    cost_amount = fields.Monetary(
        string="Costs Borne by the Company", compute="_compute_cost_amount", store=True
    )
    settlement_amount = fields.Monetary(
        string="Customer Gets",
        compute="_compute_settlement_amount",
        help="Tax included. Less than zero: the customer pays.",
    )

    @api.depends("cost_ids.amount", "cost_ids.borne_by")
    def _compute_cost_amount(self):
        for claim in self:
            claim.cost_amount = sum(
                cost.amount
                for cost in claim.cost_ids
                if cost.borne_by == claim_money.COMPANY
            )

    @api.depends(
        "amount", "kind", "cost_ids.amount", "cost_ids.borne_by", "cost_ids.paid_by"
    )
    def _compute_settlement_amount(self):
        for claim in self:
            claim.settlement_amount = sum(
                row.amount for row in claim._get_settlement_rows()
            )

    def _get_approval_value(self) -> float:
        return super()._get_approval_value() + self.cost_amount

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"cost_ids"}

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + [
            self.env._(
                "%(claim)s: who bears “%(cost)s”? The warranty policy does not say. "
                "Fill in Borne By.",
                claim=claim.display_name,
                cost=cost._get_label(),
            )
            for claim in self
            for cost in claim.cost_ids
            if not cost.borne_by
        ]

    # -- rows ------------------------------------------------------------

    def _get_settlement_rows(self) -> list[Row]:
        """What is settled with the customer. Each kind adds its own rows."""
        self.ensure_one()
        return [
            self._make_row("cost", cost._get_label(), owed, is_expense=True)
            for cost in self.cost_ids
            if (owed := claim_money.owed_to_customer([cost._to_plain()]))
        ]

    @api.model
    def _make_row(self, name, label, amount, product=None, **values) -> Row:
        """:param name: of the service product that stands for it, unless given one"""
        # By number: asking for the record itself costs a query each time.
        product = product or self.env["product.product"].browse(
            self.env["ir.model.data"]._xmlid_to_res_id(
                f"aftersales_service.product_product_claim_{name}"
            )
        )
        return Row(product.sudo(), label, amount, **values)

    def _prepare_invoice_line_vals(self, row: Row, sign: int = 1) -> dict:
        """Line of a credit note; ``sign`` -1: of an invoice."""
        self.ensure_one()
        vals = {
            "product_id": row.product.id,
            "name": row.label,
            "quantity": 1.0,
            "price_unit": self._get_untaxed(row) * sign,
            "tax_ids": [Command.set((row.taxes or self.env["account.tax"]).ids)],
            "analytic_distribution": self._get_analytic_distribution(),
        }
        if row.is_expense:
            account = row.product.with_company(self.company_id)._get_product_accounts()[
                "expense"
            ]
            vals["account_id"] = account.id
        return vals

    def _get_untaxed(self, row: Row) -> float:
        """Price to write on a line so that it comes to the row's amount with tax."""
        if not row.taxes or all(row.taxes.mapped("price_include")):
            return row.amount
        return row.taxes._get_tax_details(
            row.amount,
            1.0,
            precision_rounding=self.currency_id.rounding,
            product=row.product,
            special_mode="total_included",
        )["total_excluded"]

    def _get_analytic_distribution(self) -> dict | bool:
        account = self.outlet_id.analytic_account_id
        return {str(account.id): 100} if account else False
