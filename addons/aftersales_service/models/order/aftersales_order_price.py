from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ...tools import charging


class AftersalesOrder(models.Model):
    """The customer knows and accepts the price before paid work starts (R134, R136).

    He signs a quotation, or confirms on site by name. Each line and part keeps what was
    confirmed for it, so that work found later is asked for alone.
    """

    _inherit = "aftersales.order"

    price_confirmed_at = fields.Datetime(
        string="Price Confirmed", readonly=True, copy=False
    )
    price_confirmed_by = fields.Char(
        readonly=True, copy=False, help="Who confirmed the price for the customer."
    )
    price_confirmed_amount = fields.Monetary(
        string="Confirmed Price",
        readonly=True,
        copy=False,
        help="What the customer had to pay in all when he confirmed, before tax.",
    )
    needs_price_confirmation = fields.Boolean(
        compute="_compute_needs_price_confirmation"
    )

    @api.depends(
        "line_ids.amount",
        "line_ids.coverage",
        "line_ids.price_confirmed_amount",
        "part_move_ids.coverage",
        "part_move_ids.product_uom_qty",
        "part_move_ids.aftersales_price_unit",
        "part_move_ids.price_confirmed_amount",
        "quotation_ids.state",
    )
    def _compute_needs_price_confirmation(self):
        for order in self:
            order.needs_price_confirmation = bool(order._get_unconfirmed_rows())

    def _get_money_rows(self) -> list:
        """Labour, travel and parts: whatever carries a coverage of its own."""
        self.ensure_one()
        return [*self.line_ids, *self.part_move_ids]

    def _get_unconfirmed_rows(self) -> list[tuple]:
        """(line or part, amount before tax) of charged work the customer has not
        confirmed; of what grew since he did, the difference."""
        rows = []
        for row in self._get_money_rows():
            if row.coverage != charging.CUSTOMER or row._is_agreed():
                continue
            amount = row._prepare_charge_row()["amount"] - row.price_confirmed_amount
            if self.currency_id.compare_amounts(amount, 0.0) > 0:
                rows.append((row, amount))
        return rows

    def _get_price_to_confirm(self) -> dict:
        """What the customer is asked to confirm now.

        :return: ``amount`` (before tax) and ``amount_total`` (with tax), ``currency``
            (code), ``lines`` of ``name, quantity, price_unit, amount, free, reason``,
            ``needed``, and ``confirmed_at``, ``confirmed_by``, ``confirmed_amount`` of
            the last confirmation. Free lines are listed until they were confirmed too.
        """
        self.ensure_one()
        unconfirmed = self._get_unconfirmed_rows()
        free = [
            (row, 0.0)
            for row in self._get_money_rows()
            if row.coverage != charging.CUSTOMER and not row.is_free_confirmed
        ]
        return {
            "amount": sum(amount for _row, amount in unconfirmed),
            "amount_total": sum(
                self._add_tax(row, amount) for row, amount in unconfirmed
            ),
            "currency": self.currency_id.name,
            "lines": [
                row._prepare_confirmation_line(amount)
                for row, amount in (*unconfirmed, *free)
            ],
            "needed": bool(unconfirmed),
            "confirmed_at": self.price_confirmed_at,
            "confirmed_by": self.price_confirmed_by or "",
            "confirmed_amount": self.price_confirmed_amount,
        }

    def _confirm_price(self, name: str) -> None:
        """Write down who confirmed the price as it is now, free items included."""
        self.ensure_one()
        self._check_step_role("confirm_price")
        self.check_access("write")
        name = (name or "").strip()
        if not name:
            raise UserError(
                self.env._(
                    "%(order)s: fill in Confirmed By: the name of the person who "
                    "confirms the price.",
                    order=self.display_name,
                )
            )
        if not self.is_open or self.state == "draft":
            raise UserError(
                self.env._(
                    "%(order)s: the price is confirmed after the order is accepted and "
                    "before it is closed.",
                    order=self.display_name,
                )
            )
        asked = self._get_price_to_confirm()
        for row in self._get_money_rows():
            is_charged = row.coverage == charging.CUSTOMER
            row.price_confirmed_amount = (
                row._prepare_charge_row()["amount"] if is_charged else 0.0
            )
            row.is_free_confirmed = not is_charged
        self.write(
            {
                # Work done while the network is away keeps the time of the device.
                "price_confirmed_at": self._get_step_moment(),
                "price_confirmed_by": name,
                "price_confirmed_amount": self.amount_charged,
            }
        )
        self.message_post(
            body=self.env._(
                "%(name)s confirmed the price: %(total)s before tax, of which "
                "%(amount)s is new.",
                name=name,
                amount=self._format_money(asked["amount"]),
                total=self._format_money(self.amount_charged),
            )
        )

    def _get_price_problems(self, step: str) -> list[str]:
        """Why paid work may not start or end yet, in words; none where the company
        does not ask for a confirmation."""
        problems = []
        for order in self.filtered("company_id.aftersales_price_confirmation"):
            amount = sum(amount for _row, amount in order._get_unconfirmed_rows())
            if not amount:
                continue
            problems.append(
                self.env._(
                    "%(order)s: the customer has not confirmed %(amount)s (before tax) "
                    "that he is to pay. Use “Confirm Price”, let him sign the "
                    "quotation, or change Coverage, before “%(step)s”.",
                    order=order.display_name,
                    amount=order._format_money(amount),
                    step=order._get_step_label(step),
                )
            )
        return problems

    def _format_money(self, amount: float) -> str:
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def action_confirm_price(self):
        """Show the customer what he is to pay, and take his confirmation."""
        self.ensure_one()
        confirmation = self.env["aftersales.price.confirmation"].create(
            self._prepare_confirmation_vals()
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confirm Price"),
            "res_model": confirmation._name,
            "res_id": confirmation.id,
            "view_mode": "form",
            "target": "new",
        }

    def _prepare_confirmation_vals(self) -> dict:
        self.ensure_one()
        asked = self._get_price_to_confirm()
        return {
            "order_id": self.id,
            "name": self.contact_name or self.partner_id.name,
            "amount": asked["amount"],
            "amount_total": asked["amount_total"],
            "line_ids": [
                fields.Command.create(
                    {
                        "name": line["name"],
                        "quantity": line["quantity"],
                        "price_unit": line["price_unit"],
                        "amount": line["amount"],
                        "is_free": line["free"],
                        "reason": line["reason"],
                    }
                )
                for line in asked["lines"]
            ],
        }
