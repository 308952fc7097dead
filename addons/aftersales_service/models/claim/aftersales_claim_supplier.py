from datetime import timedelta

from odoo import Command, api, fields, models

SUPPLIER = "supplier"


class AftersalesClaim(models.Model):
    """Supplier recovery: what failed goes back to its maker, who credits his share.

    Carrying it out makes the host's documents: a transfer of the parts to the supplier
    and a draft credit note of his, a line for each part, on the account that took the
    warranty cost. It is done when the credit is here or written off.
    """

    _inherit = "aftersales.claim"

    part_ids = fields.One2many(
        "aftersales.claim.part",
        "claim_id",
        string="Causal Parts",
        groups="aftersales_service.group_service_manager,"
        "aftersales_service.group_outlet_manager,aftersales_service.group_finance,"
        "aftersales_service.group_storekeeper,aftersales_service.group_inspector",
    )
    # The parts it adds up come after the claim.
    amount = fields.Monetary(precompute=False)
    credited_amount = fields.Monetary(
        string="Credit Received",
        compute="_compute_credited_amount",
        compute_sudo=True,
        help="Posted credit notes of the supplier, before tax.",
    )
    credit_difference = fields.Monetary(
        string="Still Expected", compute="_compute_credited_amount", compute_sudo=True
    )
    writeoff_reason = fields.Char(
        copy=False,
        tracking=True,
        help="Why the claim ends with less than was expected.",
    )
    return_deadline = fields.Date(
        string="Parts Back Until",
        copy=False,
        tracking=True,
        help="Day by which the supplier must have the parts.",
    )

    @api.depends("part_ids.expected_amount")
    def _compute_amount(self):
        result = super()._compute_amount()
        for claim in self.filtered(lambda claim: claim.kind == SUPPLIER):
            claim.amount = sum(claim.part_ids.mapped("expected_amount"))
        return result

    @api.depends("amount", "move_ids.state", "move_ids.amount_untaxed_signed")
    def _compute_credited_amount(self):
        for claim in self:
            credits = claim._get_supplier_credits("posted")
            credited = sum(credits.mapped("amount_untaxed_signed"))
            claim.credited_amount = credited
            claim.credit_difference = claim.kind == SUPPLIER and claim.amount - credited

    def _get_supplier_credits(self, *states):
        self.ensure_one()
        return self.move_ids.filtered(
            lambda move: move.move_type == "in_refund" and move.state in states
        )

    def _of_suppliers(self):
        return self.filtered(lambda claim: claim.kind == SUPPLIER)

    # -- what a step needs ------------------------------------------------------------
    def _get_submit_problems(self) -> list[str]:
        problems = super()._get_submit_problems()
        for claim in self.sudo()._of_suppliers():
            if not claim.part_ids:
                problems.append(
                    self.env._(
                        "%(claim)s: there is no causal part on it. Add parts, or "
                        "choose “Claim from Suppliers”.",
                        claim=claim.display_name,
                    )
                )
            problems += claim._get_part_problems()
        return problems

    def _get_part_problems(self) -> list[str]:
        """Parts of another supplier, and parts that nobody could appraise (R444)."""
        self.ensure_one()
        values = {"claim": self.display_name}
        problems = []
        foreign = self.part_ids.filtered(
            lambda part: part.supplier_id != self.partner_id.commercial_partner_id
        )
        if foreign:
            problems.append(
                self.env._(
                    "%(claim)s: not of this supplier: %(parts)s. Correct Supplier, or "
                    "take them off the claim.",
                    parts=", ".join(foreign.mapped("display_name")),
                    **values,
                )
            )
        bare = self.part_ids.filtered(lambda p: not (p.photo_ids or p.is_part_here))
        if bare:
            problems.append(
                self.env._(
                    "%(claim)s: add a photo, or tick Damaged Part Is Here, for: "
                    "%(parts)s.",
                    parts=", ".join(bare.mapped("display_name")),
                    **values,
                )
            )
        return problems

    def _get_finish_problems(self) -> list[str]:
        problems = super()._get_finish_problems()
        for claim in self._of_suppliers():
            is_short = claim.currency_id.compare_amounts(claim.credit_difference, 0) > 0
            if is_short and not claim.writeoff_reason:
                problems.append(
                    self.env._(
                        "%(claim)s: %(amount)s of the credit is not posted yet. Post "
                        "the supplier's credit note, or fill in Writeoff Reason.",
                        claim=claim.display_name,
                        amount=claim.currency_id.format(claim.credit_difference),
                    )
                )
        return problems

    def _get_cancel_problems(self) -> list[str]:
        return super()._get_cancel_problems() + [
            self.env._(
                "%(claim)s: credit note %(move)s is posted. Reverse it first, or "
                "finish the claim.",
                claim=claim.display_name,
                move=move.name,
            )
            for claim in self.sudo()._of_suppliers()
            for move in claim._get_supplier_credits("posted")
            if move.payment_state != "reversed"
        ]

    def _get_customer_moves(self):
        """A supplier's credit note is nothing that is settled with a customer."""
        moves = super()._get_customer_moves()
        return moves.browse() if self.kind == SUPPLIER else moves

    # -- what a step does -------------------------------------------------------------
    def _carry_out(self) -> None:
        result = super()._carry_out()
        # The right to carry it out comes with the claim.
        claims = self.sudo()._of_suppliers()
        for claim in claims:
            claim.return_deadline = claim._get_return_deadline()
        self.env["account.move"].sudo().create(
            [claim._prepare_supplier_credit_vals() for claim in claims]
        )
        pickings = (
            self.env["stock.picking"]
            .sudo()
            .create(
                [
                    claim._prepare_part_return_vals()
                    for claim in claims
                    if any(claim.part_ids.mapped("needs_return"))
                ]
            )
        )
        pickings.action_confirm()
        return result

    def _undo(self) -> None:
        result = super()._undo()
        claims = self.sudo()._of_suppliers()
        # They wait to be claimed again.
        claims.part_ids.claim_id = False
        for claim in claims:
            claim._get_supplier_credits("draft").button_cancel()
        return result

    def _get_return_deadline(self):
        """The earliest day that an agreement of these parts sets."""
        days = [
            part.agreement_id.return_days
            for part in self.part_ids
            if part.needs_return and part.agreement_id
        ]
        return bool(days) and fields.Date.context_today(self) + timedelta(min(days))

    def _prepare_supplier_credit_vals(self) -> dict:
        """The credit note as it is expected; what the supplier grants is typed in."""
        self.ensure_one()
        return {
            "move_type": "in_refund",
            "aftersales_claim_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(part._prepare_credit_line_vals())
                for part in self.part_ids
            ],
        }

    def _prepare_part_return_vals(self) -> dict:
        """A transfer of the failed parts from where they lie to their supplier."""
        self.ensure_one()
        picking_type = self._get_warehouse().out_type_id
        destination = self.partner_id.with_company(
            self.company_id
        ).property_stock_supplier
        parts = self.part_ids.filtered("needs_return")
        sources = parts._get_failed_locations()
        deadline = self.return_deadline or fields.Date.context_today(self)
        return {
            "aftersales_claim_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "picking_type_id": picking_type.id,
            "location_id": sources[parts[0]].id,
            "location_dest_id": destination.id,
            "scheduled_date": deadline,
            "origin": self.name,
            "move_ids": [
                Command.create(
                    part._prepare_return_move_vals(sources[part], destination)
                )
                for part in parts
            ],
        }
