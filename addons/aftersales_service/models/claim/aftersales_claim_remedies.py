from odoo import api, fields, models

from ...tools import warranty_policy

# Remedies of which the warranty must give one, by kind of claim. Another model is
# also for those who may demand the same one: with consent, as the promise says.
REMEDIES = {
    "exchange": (warranty_policy.EXCHANGE,),
    "return": (warranty_policy.REFUND,),
}
OTHER_MODEL = (warranty_policy.EXCHANGE_OTHER, warranty_policy.EXCHANGE)


class AftersalesClaim(models.Model):
    """Exchange and return are given by the warranty, or as goodwill.

    What the warranty gives stands in the decision of the order; a unit without an
    order is assessed as it stands.
    """

    _inherit = "aftersales.claim"

    decision_id = fields.Many2one(
        "aftersales.warranty.decision",
        string="Warranty Decision",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_decision_id",
        store=True,
        precompute=True,
        help="The decision that this claim goes by, as it stood when it was submitted.",
    )
    price = fields.Monetary(
        compute="_compute_price",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer paid for the unit, tax included.",
    )
    remedy_note = fields.Text(
        string="What the Warranty Says", compute="_compute_remedy_note"
    )

    @api.depends("order_id", "equipment_id", "order_id.decision_id")
    def _compute_decision_id(self):
        """The order's current decision, as long as the claim is being written."""
        for claim in self.filtered(lambda claim: claim.state == "draft"):
            decision = claim.order_id.decision_id
            claim.decision_id = decision.filtered(
                lambda decision, claim=claim: (
                    decision.equipment_id == claim.equipment_id
                )
            )

    @api.depends("equipment_id")
    def _compute_price(self):
        for claim in self:
            claim.price = claim.equipment_id.price or claim.price

    @api.depends("decision_id", "equipment_id", "kind")
    def _compute_remedy_note(self):
        for claim in self:
            claim.remedy_note = (
                claim._get_warranty_words() if claim.kind in REMEDIES else False
            )

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"price"}

    # -- what the warranty gives -------------------------------------------------

    def _assess_unit(self):
        """What holds for a unit that no order has been decided for."""
        self.ensure_one()
        return self.equipment_id.sudo()._assess(self._get_demanded_day())

    def _get_allowed_remedies(self) -> set[str]:
        """What the customer may demand for this unit."""
        self.ensure_one()
        if self.decision_id:
            return self.sudo().decision_id._get_remedies()
        return set(self._assess_unit().options) if self.equipment_id else set()

    def _get_warranty_words(self) -> str:
        self.ensure_one()
        if self.decision_id:
            decision = self.sudo().decision_id
            if decision.is_overridden:
                return decision.override_reason or ""
            return decision.explanation or ""
        if not self.equipment_id:
            return ""
        words = self.env["aftersales.warranty.words"]._get_words(
            self._assess_unit(), self.currency_id
        )
        return "\n".join(words)

    def _get_wanted_remedies(self) -> tuple[str, ...]:
        """Remedies of which the warranty must give one; none: it need not be asked."""
        self.ensure_one()
        if self.is_goodwill:
            return ()
        if self.kind == "exchange" and self.is_other_model:
            return OTHER_MODEL
        return REMEDIES.get(self.kind, ())

    def _get_remedy_problems(self) -> list[str]:
        kinds = dict(self._get_kinds())
        problems = []
        for claim in self:
            wanted = claim._get_wanted_remedies()
            if not wanted or not claim.equipment_id:
                continue
            if claim._get_allowed_remedies().isdisjoint(wanted):
                problems.append(
                    self.env._(
                        "%(claim)s: the warranty does not give “%(kind)s”. It says: "
                        "%(words)s Have the decision overridden, or tick As Goodwill.",
                        claim=claim.display_name,
                        kind=kinds[claim.kind],
                        words=claim._get_warranty_words().replace("\n", " "),
                    )
                )
        return problems

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + self._get_remedy_problems()

    def _get_transport_payer(self) -> str | bool:
        """Who bears transport, as the policy says; empty: it does not say."""
        self.ensure_one()
        if self.decision_id:
            return self.sudo().decision_id.transport_payer
        payers = set(self.equipment_id.sudo().policy_ids.mapped("transport_payer"))
        # The most favourable of what the layers say.
        return next((payer for payer in ("company", "customer") if payer in payers), "")

    def _get_other_model_rule(self) -> str | bool:
        """What the promise says of another model; empty: nothing (R108, R115)."""
        self.ensure_one()
        rules = set(self.equipment_id.sudo().policy_ids.mapped("other_model_rule"))
        return next((r for r in ("consent_free", "difference") if r in rules), False)
