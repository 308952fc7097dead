from odoo import api, fields, models

# Product of the host's document for each kind that gives money without goods.
PRODUCTS = {
    "compensation": "compensation",
    "advance_payment": "advance",
    "goodwill": "goodwill",
}


class AftersalesClaim(models.Model):
    """Money without goods: compensation, advance payment, goodwill.

    An advance payment (先行赔付) is paid at once, whoever is to blame, and asked back
    from the responsible party.
    """

    _inherit = "aftersales.claim"

    responsible_partner_id = fields.Many2one(
        "res.partner",
        string="Responsible Party",
        check_company=True,
        index="btree_not_null",
        help="Who caused it and pays the advance back: supplier, carrier, outlet.",
    )
    recovered_amount = fields.Monetary(
        string="Recovered", compute="_compute_recovered_amount", compute_sudo=True
    )
    is_recovery_open = fields.Boolean(
        string="To Recover",
        compute="_compute_recovered_amount",
        compute_sudo=True,
        search="_search_is_recovery_open",
    )

    @api.depends(
        "kind",
        "state",
        "amount",
        "responsible_partner_id",
        "move_ids.amount_residual",
        "move_ids.state",
    )
    def _compute_recovered_amount(self):
        for claim in self:
            posted = claim._get_recovery_moves().filtered(lambda m: m.state == "posted")
            claim.recovered_amount = sum(posted.mapped("amount_total")) - sum(
                posted.mapped("amount_residual")
            )
            claim.is_recovery_open = (
                claim.kind == "advance_payment"
                and claim.state in ("in_progress", "done")
                and claim.recovered_amount < claim.amount
            )

    def _search_is_recovery_open(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        advances = self.sudo().search(
            [("kind", "=", "advance_payment"), ("state", "in", ("in_progress", "done"))]
        )
        return [("id", "in", advances.filtered("is_recovery_open").ids)]

    def _get_recovery_moves(self):
        """Invoices to the responsible party that count."""
        self.ensure_one()
        return self.move_ids.filtered(
            lambda move: (
                move.state != "cancel"
                and move.move_type == "out_invoice"
                and move.partner_id == self.responsible_partner_id
            )
        )

    def _get_submit_problems(self) -> list[str]:
        problems = super()._get_submit_problems()
        for claim in self:
            values = {"claim": claim.display_name}
            if claim.kind in PRODUCTS and claim.amount <= 0:
                problems.append(
                    self.env._("%(claim)s: fill in Amount: how much is it?", **values)
                )
            if claim.kind == "advance_payment" and not claim.responsible_partner_id:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Responsible Party: who pays the advance "
                        "back?",
                        **values,
                    )
                )
        return problems

    def _get_settlement_rows(self):
        rows = super()._get_settlement_rows()
        if self.kind in PRODUCTS and self.amount:
            kinds = dict(self._fields["kind"]._description_selection(self.env))
            label = " · ".join(
                filter(None, (kinds[self.kind], self.equipment_id.display_name))
            )
            rows.insert(
                0,
                self._make_row(
                    PRODUCTS[self.kind], label, self.amount, is_expense=True
                ),
            )
        return rows

    def _carry_out(self) -> None:
        result = super()._carry_out()
        self.filtered(lambda claim: claim.kind in PRODUCTS)._settle()
        return result

    def action_recover(self):
        """Ask the advance back: an invoice to the responsible party, on the account
        that the payment went to."""
        self._check_step_role("settle")
        self.check_access("write")
        self._refuse_problems(
            [
                self.env._(
                    "%(claim)s: there is no advance to ask back.",
                    claim=claim.display_name,
                )
                for claim in self
                if not claim.is_recovery_open
            ]
        )
        claims = self.sudo().filtered(lambda claim: not claim._get_recovery_moves())
        self.env["account.move"].sudo().create(
            [claim._prepare_recovery_vals() for claim in claims]
        )
        return self.action_view_moves()

    def _prepare_recovery_vals(self) -> dict:
        self.ensure_one()
        row = self._make_row(
            PRODUCTS[self.kind],
            self.env._(
                "Advance payment to %(customer)s (%(claim)s)",
                customer=self.partner_id.name,
                claim=self.name,
            ),
            self.amount,
            is_expense=True,
        )
        return {
            **self._prepare_credit_note_vals(),
            "move_type": "out_invoice",
            "partner_id": self.responsible_partner_id.id,
            "invoice_line_ids": [
                fields.Command.create(self._prepare_invoice_line_vals(row))
            ],
        }
