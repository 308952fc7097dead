from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import rate
from ..flag import flag_domain

# Product of the company that stands on the bill for a kind of line.
PRODUCTS = {
    "labour": (rate.LABOUR, rate.VISIT, rate.MINIMUM),
    "travel": (rate.TRAVEL,),
    "parts": (rate.PARTS,),
    "bonus": (
        rate.BONUS_OPINION,
        rate.BONUS_IN_TIME,
        rate.GUARANTEE,
        rate.CORRECTION,
        rate.CARRIED,
    ),
    "deduction": (*rate.TAKEN_OFF, rate.PART_BACK),
}
PRODUCT_OF_KIND = {kind: key for key, kinds in PRODUCTS.items() for kind in kinds}


class AftersalesSettlement(models.Model):
    """One vendor bill a settlement, made and paid by the host."""

    _inherit = "aftersales.settlement"

    move_ids = fields.One2many(
        "account.move",
        "aftersales_settlement_id",
        string="Vendor Bills",
        groups="account.group_account_invoice,account.group_account_readonly",
    )
    bill_id = fields.Many2one(
        "account.move", string="Vendor Bill", compute="_compute_bill", compute_sudo=True
    )
    is_paid = fields.Boolean(
        string="Paid",
        compute="_compute_bill",
        search="_search_is_paid",
        compute_sudo=True,
        help="The bill is paid, or there was nothing to bill.",
    )
    carried_amount = fields.Monetary(
        string="Carried Over",
        readonly=True,
        copy=False,
        help="A month that ends below zero is taken off the next one.",
    )

    @api.depends("state", "move_ids.state", "move_ids.payment_state")
    def _compute_bill(self):
        for row in self:
            bill = row.move_ids.filtered(
                lambda move: move.state != "cancel" and move.payment_state != "reversed"
            )[:1]
            row.bill_id = bill
            row.is_paid = row.state == "billed" and (
                not bill or bill.payment_state in ("paid", "in_payment")
            )

    def _search_is_paid(self, operator, value):
        if operator != "in":
            return NotImplemented
        bills = (
            self.env["account.move"]
            .sudo()
            ._search(
                [
                    ("aftersales_settlement_id", "!=", False),
                    ("state", "!=", "cancel"),
                    ("payment_state", "not in", ("paid", "in_payment", "reversed")),
                ]
            )
        )
        settled = SQL.identifier("account_move", "aftersales_settlement_id")
        unpaid = Domain("id", "in", bills.subselect(settled))
        paid = Domain("state", "=", "billed") & ~unpaid
        return flag_domain(value, paid)

    def action_bill(self):
        """Make the vendor bills, or carry over what ends below zero; a settlement that
        has its bill gets no second one."""
        self._check_step_role("bill")
        self._check_step_possible("bill")
        self.check_access("read")
        self.sudo()._bill()
        return self.action_view_bill()

    def _bill(self) -> None:
        self._refuse([problem for row in self for problem in row._get_bill_problems()])
        # Who bills the same month at this moment is waited for, and finds it billed.
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_step_possible("bill")
        below = self.filtered(
            lambda row: (
                row.amount_total < 0
                and row.company_id.aftersales_settlement_negative == "carry"
            )
        )
        below._carry_over()
        payable = (self - below).filtered(
            lambda row: not row.currency_id.is_zero(row.amount_total)
        )
        self.env["account.move"].create([row._prepare_bill_vals() for row in payable])
        self._transition("bill")

    def _get_bill_problems(self) -> list[str]:
        self.ensure_one()
        values = {"settlement": self.display_name}
        problems = []
        if not self.partner_id:
            problems.append(
                self.env._(
                    "%(settlement)s: fill in Address of outlet %(outlet)s first; it is "
                    "the vendor of the bill.",
                    outlet=self.outlet_id.display_name,
                    **values,
                )
            )
        keys = {PRODUCT_OF_KIND[kind] for kind in set(self.line_ids.mapped("kind"))}
        for key in sorted(keys):
            name = f"aftersales_outlet_{key}_product_id"
            if not self.company_id[name]:
                problems.append(
                    self.env._(
                        "%(settlement)s: choose %(field)s in Settings first.",
                        field=self.company_id._fields[name]._description_string(
                            self.env
                        ),
                        **values,
                    )
                )
        return problems

    def _carry_over(self) -> None:
        """What a month ends below zero is taken off the next one."""
        Line = self.env["aftersales.settlement.line"]
        for row in self:
            row.carried_amount = row.amount_total
        Line.create([row._prepare_carried_vals() for row in self])

    def _prepare_carried_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "outlet_id": self.outlet_id.id,
            "currency_id": self.currency_id.id,
            "kind": rate.CARRIED,
            "day": self.date_to,
            "source": f"{self._name},{self.id}",
            "quantity": 1.0,
            "price_unit": self.amount_total,
            "amount": self.amount_total,
            "is_deduction": True,
            "note": self.env._("From %(settlement)s", settlement=self.display_name),
        }

    def _prepare_bill_vals(self) -> dict:
        """A bill of one line for each kind; a refund if the month ends below zero."""
        self.ensure_one()
        sign = -1 if self.amount_total < 0 else 1
        kinds = self.env["aftersales.settlement.line"]._read_group(
            [("settlement_id", "=", self.id)], ["kind"], ["amount:sum", "__count"]
        )
        return {
            "move_type": "in_invoice" if sign > 0 else "in_refund",
            "aftersales_settlement_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(self._prepare_bill_line_vals(kind, sign * amount, count))
                for kind, amount, count in kinds
            ],
        }

    def _prepare_bill_line_vals(self, kind: str, amount: float, count: int) -> dict:
        self.ensure_one()
        labels = dict(
            self.env["aftersales.settlement.line"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        key = PRODUCT_OF_KIND[kind]
        account = self.outlet_id.analytic_account_id
        return {
            "product_id": self.company_id[f"aftersales_outlet_{key}_product_id"].id,
            "name": self.env._(
                "%(kind)s: %(count)s lines of %(settlement)s",
                kind=labels[kind],
                count=count,
                settlement=self.display_name,
            ),
            "quantity": 1.0,
            "price_unit": amount,
            "analytic_distribution": {account.id: 100.0} if account else False,
        }

    def _unbill(self) -> None:
        """The bill is off: the settlement may be billed again."""
        settlements = self.filtered(lambda row: row._can("unbill"))
        settlements._transition("unbill")
        for row in settlements:
            row.message_post(
                body=self.env._("The vendor bill was cancelled or reversed.")
            )

    def action_view_bill(self):
        bills = self.sudo().bill_id
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Vendor Bills"),
            "res_model": "account.move",
        }
        if len(bills) == 1:
            return {**action, "res_id": bills.id, "views": [(False, "form")]}
        return {
            **action,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", bills.ids)],
        }
