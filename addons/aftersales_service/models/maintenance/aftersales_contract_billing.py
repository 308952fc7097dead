from decimal import Decimal
from fractions import Fraction

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import contract_billing


class AftersalesContract(models.Model):
    """What a contract costs, period by period; invoices are the host's."""

    _inherit = "aftersales.contract"

    currency_id = fields.Many2one(related="company_id.currency_id")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        compute="_compute_pricelist_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Prices a year of the services, and of work the contract does not cover.",
    )
    billing_months = fields.Selection(
        [
            ("0", "Not Invoiced"),
            ("1", "Monthly"),
            ("3", "Quarterly"),
            ("6", "Half-Yearly"),
            ("12", "Yearly"),
        ],
        string="Invoicing",
        default="12",
        required=True,
        tracking=True,
    )
    billing_timing = fields.Selection(
        [("advance", "In Advance"), ("arrears", "In Arrears")],
        string="Invoiced When",
        default="advance",
        required=True,
    )
    is_calendar_billing = fields.Boolean(
        string="By the Calendar",
        help="Periods are months, quarters or years of the calendar; the first and the "
        "last are charged by days. Else they count from the first day.",
    )
    amount_year = fields.Monetary(
        string="Amount a Year",
        compute="_compute_amount_year",
        store=True,
        help="Before tax.",
    )
    period_ids = fields.One2many(
        "aftersales.contract.period", "contract_id", "Invoicing Periods"
    )
    amount_invoiced = fields.Monetary(
        compute="_compute_amount_invoiced", compute_sudo=True
    )
    amount_open = fields.Monetary(
        string="Still to Invoice",
        compute="_compute_amount_invoiced",
        compute_sudo=True,
    )
    invoice_count = fields.Integer(
        compute="_compute_amount_invoiced", compute_sudo=True
    )

    @api.depends("partner_id", "outlet_id", "company_id")
    def _compute_pricelist_id(self):
        for contract in self.filtered(lambda contract: contract.state == "draft"):
            contract.pricelist_id = (
                contract.pricelist_id
                or contract.outlet_id.pricelist_id
                or contract.company_id.aftersales_pricelist_id
                or contract.partner_id.with_company(
                    contract.company_id
                ).property_product_pricelist
            )

    @api.depends("line_ids.amount")
    def _compute_amount_year(self):
        for contract in self:
            contract.amount_year = sum(contract.line_ids.mapped("amount"))

    @api.depends("period_ids.is_invoiced", "period_ids.amount")
    def _compute_amount_invoiced(self):
        for contract in self:
            invoiced = contract.period_ids.filtered("is_invoiced")
            contract.amount_invoiced = sum(invoiced.mapped("amount"))
            contract.amount_open = sum(
                (contract.period_ids - invoiced).mapped("amount")
            )
            contract.invoice_count = len(invoiced)

    # -- periods -----------------------------------------------------------------------

    def _plan_periods(self) -> None:
        """Write down what is to be invoiced when, and what was paid too much.

        What is invoiced stays; the rest is laid out anew, by the days that hold now.
        """
        Period = self.env["aftersales.contract.period"]
        self.period_ids.filtered(lambda period: not period.is_invoiced).unlink()
        vals_list = []
        for contract in self.filtered(lambda c: c.billing_months != "0"):
            spans = contract._get_spans()
            costs = contract._get_line_amounts(spans)
            billed = contract.period_ids
            charged = billed.filtered(lambda period: period.kind == "charge")
            known = set(charged.mapped("date_from"))
            vals_list += [
                contract._prepare_period_vals(span, amounts)
                for span, amounts in zip(spans, costs, strict=True)
                if span.first not in known
            ]
            owed = [
                amounts
                for span, amounts in zip(spans, costs, strict=True)
                if span.first in known
            ]
            surplus = contract_billing.surplus(
                [period._get_amounts() for period in billed], owed
            )
            if any(surplus.values()):
                vals_list.append(contract._prepare_credit_vals(charged, surplus))
        Period.create(vals_list)

    def _get_spans(self) -> list[contract_billing.Period]:
        self.ensure_one()
        return contract_billing.periods(
            self.date_start,
            self.date_end,
            int(self.billing_months),
            self.is_calendar_billing,
        )

    def _get_line_amounts(self, spans) -> list[dict[str, Decimal]]:
        """What each service costs in each period, by the id of its line."""
        self.ensure_one()
        unit = Decimal(str(self.currency_id.rounding))
        share = Fraction(int(self.billing_months), 12)
        columns = {
            str(line.id): contract_billing.amounts(
                Fraction(str(line.amount)) * share, spans, unit
            )
            for line in self.line_ids
        }
        return [
            {line_id: column[index] for line_id, column in columns.items()}
            for index in range(len(spans))
        ]

    def _prepare_period_vals(self, span, amounts: dict[str, Decimal]) -> dict:
        self.ensure_one()
        return {
            "contract_id": self.id,
            "kind": "charge",
            "date_from": span.first,
            "date_to": span.last,
            "date_due": contract_billing.due_date(
                span, self.billing_timing == "advance"
            ),
            "amounts": {line_id: str(amount) for line_id, amount in amounts.items()},
            "amount": float(sum(amounts.values(), Decimal(0))),
        }

    def _prepare_credit_vals(self, charged, surplus: dict[str, Decimal]) -> dict:
        """What the customer gets back, for the days behind the last one."""
        self.ensure_one()
        return {
            "contract_id": self.id,
            "kind": "credit",
            "date_from": fields.Date.add(self.date_end, days=1),
            "date_to": max(charged.mapped("date_to")),
            "date_due": fields.Date.context_today(self),
            "amounts": {line_id: str(-amount) for line_id, amount in surplus.items()},
            "amount": -float(sum(surplus.values(), Decimal(0))),
        }

    # -- invoices ----------------------------------------------------------------------

    def action_invoice(self):
        """Draft invoices of what is due, without waiting for the night."""
        self._check_step_role("invoice")
        self.check_access("read")
        due = self.env["aftersales.contract.period"].sudo()
        due = due.search(due._get_due_domain() & Domain("contract_id", "in", self.ids))
        self._refuse(
            []
            if due
            else [self.env._("Nothing is due today: see Invoicing for the next day.")]
        )
        due._make_invoices()
        return self.action_view_invoices()

    def action_view_invoices(self):
        moves = self.sudo().period_ids.move_ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["domain"] = [("id", "in", moves.ids)]
        if len(moves) == 1:
            action.update(view_mode="form", views=[(False, "form")], res_id=moves.id)
        return action
