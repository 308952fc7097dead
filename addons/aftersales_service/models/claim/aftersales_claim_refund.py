from odoo import Command, models


class AftersalesClaim(models.Model):
    """The credit note of a return: of the invoice that sold the unit, if it is on file.

    The fee for use stands on a line of its own, with its arithmetic.
    """

    _inherit = "aftersales.claim"

    def _get_settlement_rows(self):
        rows = super()._get_settlement_rows()
        if self.kind != "return":
            return rows
        taxes = self._get_invoice_line().tax_ids
        result = self._calculate_refund()
        unit = self.equipment_id
        back = [
            self._make_row(
                "fee",
                self.env._("Return of %(unit)s", unit=unit.display_name),
                result.fee + result.deduction + result.refund,
                product=unit.product_id,
                taxes=taxes,
            )
        ]
        if result.fee:
            back.append(
                self._make_row("fee", self._get_fee_words(), -result.fee, taxes=taxes)
            )
        if result.deduction:
            back.append(
                self._make_row(
                    "fee",
                    self.env._("Deduction: %(why)s", why=self.deduction_reason or ""),
                    -result.deduction,
                    taxes=taxes,
                )
            )
        return back + rows

    def _get_fee_words(self) -> str:
        """The arithmetic of the fee on one line."""
        self.ensure_one()
        return self.env._(
            "Fee for use: %(price)s × %(rate)s %% × %(days)s days (%(used)s used, "
            "%(repair)s in repair)",
            price=self.currency_id.format(self.price),
            rate=f"{self.fee_rate * 100:g}",
            days=self._calculate_refund().days,
            used=self.days_used,
            repair=self.days_in_repair,
        )

    def _get_invoice_line(self):
        """Line of the posted invoice by which the unit was sold, if it is on file."""
        self.ensure_one()
        unit = self.equipment_id.sudo()
        sale_line = unit.sale_line_id
        if not sale_line and unit.lot_id:
            sale_line = self._find_deliveries()[self].sale_line_id
        return sale_line.invoice_lines.filtered(
            lambda line: (
                line.product_id == unit.product_id
                and line.parent_state == "posted"
                and line.move_id.move_type == "out_invoice"
            )
        )[:1]

    def _create_credit_notes(self, rows_by_claim: list) -> None:
        """A return whose invoice is on file is refunded from that invoice."""
        free = []
        for claim, rows in rows_by_claim:
            line = claim._get_invoice_line() if claim.kind == "return" else None
            if line:
                claim._refund_invoice(line, rows)
            else:
                free.append((claim, rows))
        return super()._create_credit_notes(free)

    def _refund_invoice(self, line, rows: list) -> None:
        """The host's credit note of the invoice, cut down to this one unit."""
        self.ensure_one()
        wizard = (
            self.env["account.move.reversal"]
            .sudo()
            .with_context(active_model="account.move", active_ids=line.move_id.ids)
            .create({"reason": self.name, "journal_id": line.journal_id.id})
        )
        wizard.refund_moves()
        credit_note = wizard.new_move_ids
        unit_line = credit_note.invoice_line_ids.filtered(
            lambda copy: (
                copy.product_id == line.product_id
                and copy.sale_line_ids == line.sale_line_ids
            )
        )[:1]
        price, *others = rows
        credit_note.write(
            {
                "aftersales_claim_id": self.id,
                "invoice_line_ids": [
                    *(
                        Command.delete(other.id)
                        for other in credit_note.invoice_line_ids - unit_line
                    ),
                    Command.update(
                        unit_line.id,
                        {
                            "quantity": 1.0,
                            "discount": 0.0,
                            "product_uom_id": line.product_id.uom_id.id,
                            "price_unit": self._get_untaxed(price),
                        },
                    ),
                    *(
                        Command.create(self._prepare_invoice_line_vals(row))
                        for row in others
                    ),
                ],
            }
        )

    def _get_submit_problems(self) -> list[str]:
        """Nobody gets back more than he has paid."""
        problems = super()._get_submit_problems()
        for claim in self.filtered(lambda claim: claim.kind == "return"):
            line = claim._get_invoice_line()
            paid = line.price_total / line.quantity if line else claim.price
            if claim.currency_id.compare_amounts(claim.price, paid) > 0:
                problems.append(
                    self.env._(
                        "%(claim)s: Price is %(price)s, but invoice %(invoice)s says "
                        "%(paid)s.",
                        claim=claim.display_name,
                        price=claim.currency_id.format(claim.price),
                        invoice=line.move_id.name,
                        paid=claim.currency_id.format(paid),
                    )
                )
        return problems
