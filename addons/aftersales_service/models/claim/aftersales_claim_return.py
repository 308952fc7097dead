from odoo import Command, api, fields, models

from ...tools import claim_money


class AftersalesClaim(models.Model):
    """Return: the unit comes back and is looked at; the price less the fee for its use
    goes to the customer (R117). The figures are frozen when the claim is submitted."""

    _inherit = "aftersales.claim"

    fee_rate = fields.Float(
        string="Daily Rate",
        digits=(16, 5),
        compute="_compute_fee_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="Share of the price that each day of use costs. 0: no fee.",
    )
    days_used = fields.Integer(
        compute="_compute_fee_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="From the invoice to the demand.",
    )
    days_in_repair = fields.Integer(
        string="Days in Repair",
        compute="_compute_fee_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="In repair or waiting for parts: these are not days of use.",
    )
    fee_amount = fields.Monetary(
        string="Fee for Use", compute="_compute_refund", store=True, precompute=True
    )
    deduction_amount = fields.Monetary(
        string="Deduction",
        copy=False,
        tracking=True,
        help="For accessories that are missing and the like, found at the inspection.",
    )
    deduction_reason = fields.Char(copy=False)
    refund_amount = fields.Monetary(
        string="Refund", compute="_compute_refund", store=True, precompute=True
    )
    condition = fields.Selection(
        [
            ("good", "As New"),
            ("worn", "Normal Traces of Use"),
            ("damaged", "Damaged"),
        ],
        copy=False,
        tracking=True,
    )
    condition_note = fields.Text(copy=False)
    missing_accessories = fields.Char(copy=False)
    inspected_at = fields.Datetime(string="Inspected", readonly=True, copy=False)
    inspected_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("kind", "equipment_id", "demanded_at", "is_goodwill")
    def _compute_fee_terms(self):
        for claim in self:
            rate, used, repaired = (
                claim._get_fee_terms() if claim.kind == "return" else (0.0, 0, 0)
            )
            claim.fee_rate = rate
            claim.days_used = used
            claim.days_in_repair = repaired

    def _get_fee_terms(self) -> tuple[float, int, int]:
        """Daily rate, days used, days in repair, as the warranty says."""
        self.ensure_one()
        unit = self.equipment_id
        start = unit.invoice_date or unit.delivery_date
        used = (self._get_demanded_day() - start).days if start else 0
        return 0.0, max(0, used), 0

    @api.depends(
        "kind",
        "price",
        "fee_rate",
        "days_used",
        "days_in_repair",
        "deduction_amount",
    )
    def _compute_refund(self):
        for claim in self:
            result = claim._calculate_refund()
            claim.fee_amount = result.fee
            claim.refund_amount = result.refund

    def _calculate_refund(self) -> claim_money.Refund:
        self.ensure_one()
        if self.kind != "return":
            return claim_money.refund(0.0, 0.0, 0)
        return claim_money.refund(
            self.price,
            self.fee_rate,
            self.days_used,
            self.days_in_repair,
            self.deduction_amount,
            self.currency_id.decimal_places,
        )

    def _compute_amount(self):
        super()._compute_amount()
        for claim in self.filtered(lambda claim: claim.kind == "return"):
            claim.amount = claim.refund_amount

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {
            "fee_rate",
            "days_used",
            "days_in_repair",
        }

    # -- problems ---------------------------------------------------------------------

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + [
            self.env._(
                "%(claim)s: fill in Price: what did the customer pay for the unit?",
                claim=claim.display_name,
            )
            for claim in self
            if claim.kind == "return" and not claim.price
        ]

    def _get_inspect_problems(self) -> list[str]:
        problems = []
        for claim in self:
            values = {"claim": claim.display_name}
            if claim.kind != "return" or claim.state != "in_progress":
                problems.append(
                    self.env._("%(claim)s: there is nothing to inspect.", **values)
                )
            elif not claim.received_at:
                problems.append(
                    self.env._(
                        "%(claim)s: the unit is not back yet. Receive its transfer "
                        "first.",
                        **values,
                    )
                )
            elif not claim.condition:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Condition before “Inspected”.", **values
                    )
                )
            if claim.deduction_amount < 0:
                problems.append(
                    self.env._("%(claim)s: Deduction is not negative.", **values)
                )
            if claim.deduction_amount and not claim.deduction_reason:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Deduction Reason: the customer reads it.",
                        **values,
                    )
                )
        return problems

    def _get_settle_problems(self) -> list[str]:
        return [
            self.env._(
                "%(claim)s: the unit is inspected first, then the refund is settled.",
                claim=claim.display_name,
            )
            for claim in self
            if claim.kind != "return" or not claim.inspected_at
        ]

    def _get_finish_problems(self) -> list[str]:
        problems = super()._get_finish_problems()
        for claim in self.filtered(lambda claim: claim.kind == "return"):
            if claim.settlement_amount and not claim.sudo().move_ids:
                problems.append(
                    self.env._(
                        "%(claim)s: the refund is not settled yet.",
                        claim=claim.display_name,
                    )
                )
        return problems

    # -- doing ------------------------------------------------------------

    def _carry_out(self) -> None:
        super()._carry_out()
        claims = self.filtered(lambda claim: claim.kind == "return")
        if claims:
            claims._create_returns(is_refunded=True)

    def action_inspect(self):
        """The unit is looked at; what is settled afterwards goes by this."""
        self._check_step_role("inspect")
        self.check_access("write")
        self._refuse_problems(self._get_inspect_problems())
        self.filtered(lambda claim: not claim.inspected_at).write(
            {"inspected_at": fields.Datetime.now(), "inspected_by_id": self.env.uid}
        )

    def action_settle(self):
        """Make the credit note of a return that was inspected."""
        self._check_step_role("settle")
        self.check_access("write")
        self._refuse_problems(self._get_settle_problems())
        self._settle()

    def _conclude(self) -> None:
        super()._conclude()
        returned = self.filtered(lambda claim: claim.kind == "return").equipment_id
        returned.sudo().filtered(lambda u: u.state == "in_use").state = "returned"

    # -- credit note ------------------------------------------------------------

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
                self.price,
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
        super()._create_credit_notes(free)

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
