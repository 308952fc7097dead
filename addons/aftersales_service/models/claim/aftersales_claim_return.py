from typing import NamedTuple

from odoo import api, fields, models

from ...tools import claim_money, warranty_term
from ...tools.warranty_policy import REFUND


class FeeTerms(NamedTuple):
    """What a fee for use goes by; ``decided``: a refund that was decided otherwise."""

    rate: float = 0.0
    days_used: int = 0
    days_in_repair: int = 0
    is_open: bool = False
    decided: float = 0.0


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
        string="Fee for Use", compute="_compute_refund", store=True
    )
    decided_refund = fields.Monetary(
        compute="_compute_fee_terms",
        store=True,
        precompute=True,
        help="Refund that somebody decided against the figures, with a reason.",
    )
    is_fee_open = fields.Boolean(
        string="Fee Not Set",
        compute="_compute_fee_terms",
        store=True,
        precompute=True,
        help="The warranty does not say which fee is due.",
    )
    is_fee_agreed = fields.Boolean(
        string="Fee Agreed",
        tracking=True,
        help="The fee was agreed with the customer, as the warranty sets none.",
    )
    deduction_amount = fields.Monetary(
        string="Deduction",
        copy=False,
        tracking=True,
        help="For accessories that are missing and the like, found at the inspection.",
    )
    deduction_reason = fields.Char(copy=False)
    refund_amount = fields.Monetary(compute="_compute_refund", store=True)

    @api.depends("kind", "equipment_id", "demanded_at", "decision_id")
    def _compute_fee_terms(self):
        for claim in self.filtered(lambda claim: claim.state == "draft"):
            terms = FeeTerms()
            if claim.kind == "return" and claim.equipment_id:
                terms = claim._get_fee_terms()
            claim.fee_rate = terms.rate
            claim.days_used = terms.days_used
            claim.days_in_repair = terms.days_in_repair
            claim.decided_refund = terms.decided
            claim.is_fee_open = terms.is_open

    def _get_fee_terms(self) -> FeeTerms:
        """What the warranty says of the fee, counted to the day of the demand."""
        self.ensure_one()
        unit, day = self.equipment_id.sudo(), self._get_demanded_day()
        policy, is_open, decided = self._get_fee_policy()
        since = (policy.fee_restarts_at_exchange and unit.exchange_date) or (
            unit.invoice_date or unit.delivery_date
        )
        facts = unit._get_facts(day)[unit.id]
        return FeeTerms(
            rate=policy.fee_rate,
            days_used=max(0, (day - since).days) if since else 0,
            days_in_repair=warranty_term.days_in_repair(since or day, facts),
            is_open=is_open,
            decided=decided,
        )

    def _get_fee_policy(self):
        """Policy whose fee is due (empty: none is), does it leave the fee open, and a
        refund that was decided otherwise."""
        self.ensure_one()
        none = self.env["aftersales.warranty.policy"].sudo()
        decision = self.sudo().decision_id
        if not decision:
            layers = [layer for layer in self._assess_unit().layers if layer.options]
            given = [layer for layer in layers if layer.refund is not None]
            best = max(given, key=lambda layer: layer.refund, default=None)
            is_refund = any(REFUND in layer.options for layer in layers)
            if not best or not best.fee:
                return none, is_refund and not best, 0.0
            return none.browse(best.policy.key), False, 0.0
        if decision.is_overridden and decision.override_refund:
            return none, False, decision.override_refund_amount
        line = decision.line_ids.filtered(
            lambda line: line.fee_amount and line.fee_amount == decision.fee_amount
        )[:1]
        overlay = line.overlay_id.filtered(lambda policy: policy.fee_status == "rate")
        is_open = decision.can_refund and not decision.is_refund_known
        return overlay or line.policy_id, is_open, 0.0

    @api.depends(
        "kind",
        "price",
        "fee_rate",
        "days_used",
        "days_in_repair",
        "decided_refund",
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
        if self.decided_refund:
            return claim_money.refund(
                min(self.decided_refund, self.price), 0.0, 0, 0, self.deduction_amount
            )
        return claim_money.refund(
            self.price,
            self.fee_rate,
            self.days_used,
            self.days_in_repair,
            self.deduction_amount,
            self.currency_id.decimal_places,
        )

    def _compute_amount(self):
        result = super()._compute_amount()
        for claim in self.filtered(lambda claim: claim.kind == "return"):
            claim.amount = claim.refund_amount
        return result

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {
            "fee_rate",
            "days_used",
            "days_in_repair",
            "is_fee_agreed",
        }

    # -- problems ---------------------------------------------------------------------

    def _get_submit_problems(self) -> list[str]:
        return (
            super()._get_submit_problems()
            + [
                self.env._(
                    "%(claim)s: fill in Price: what did the customer pay for the unit?",
                    claim=claim.display_name,
                )
                for claim in self
                if claim.kind == "return" and not claim.price
            ]
            + [
                self.env._(
                    "%(claim)s: the warranty does not set the fee for use. Agree on a "
                    "Daily Rate (0: no fee) and tick Fee Agreed.",
                    claim=claim.display_name,
                )
                for claim in self
                if claim.kind == "return"
                and claim.is_fee_open
                and not claim.is_fee_agreed
            ]
        )

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
        result = super()._carry_out()
        claims = self.filtered(lambda claim: claim.kind == "return")
        if claims:
            claims._create_returns(is_refunded=True)
        return result

    def _conclude(self) -> None:
        result = super()._conclude()
        returned = self.filtered(lambda claim: claim.kind == "return").equipment_id
        returned.sudo().filtered(lambda u: u.state == "in_use").state = "returned"
        return result
