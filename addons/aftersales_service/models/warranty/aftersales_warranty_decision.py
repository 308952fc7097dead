from odoo import api, fields, models

from ...tools import warranty_policy

OVERRIDE_FIELDS = (
    "is_overridden",
    "override_covered",
    "override_exchange",
    "override_refund",
    "override_refund_amount",
    "override_reason",
    "override_user_id",
    "override_at",
)


class AftersalesWarrantyDecision(models.Model):
    """What a customer may demand for an order, decided by ``tools/warranty.py``.

    Stored with the facts it was taken from, what each layer said, and the reasons in
    words. An override stands beside it; both stay visible. Nobody writes its order and
    unit by hand, so their companies are not checked again.
    """

    _name = "aftersales.warranty.decision"
    _description = "Warranty Decision"
    _inherit = ["aftersales.warranty.words"]
    _order = "decided_at desc, id desc"

    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        required=True,
        index=True,
        ondelete="cascade",
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id",
        string="Customer",
        store=True,
        precompute=True,
        index=True,
    )
    product_id = fields.Many2one(
        related="equipment_id.product_id", store=True, precompute=True, index=True
    )
    outlet_id = fields.Many2one(
        related="order_id.outlet_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    decided_at = fields.Datetime(
        string="Decided", default=fields.Datetime.now, required=True
    )
    is_current = fields.Boolean(
        string="Current", default=True, help="A later decision takes its place."
    )
    is_forecast = fields.Boolean(
        string="Forecast",
        help="The promise asks for an appraisal, which is not there yet (R104, R106).",
    )

    # -- what was decided -------------------------------------------------------------
    is_covered = fields.Boolean(string="Covered")
    can_repair = fields.Boolean(string="Repair")
    can_exchange = fields.Boolean(string="Exchange")
    can_exchange_other = fields.Boolean(string="Exchange, Another Model")
    can_refund = fields.Boolean(string="Refund")
    is_goods_covered = fields.Boolean(string="Goods Free")
    is_labour_covered = fields.Boolean(string="Labour Free")
    is_travel_covered = fields.Boolean(string="Travel Free")
    price = fields.Monetary(help="What the customer paid for the unit.")
    is_refund_known = fields.Boolean(
        help="Price and fee are set, so the refund can be told."
    )
    refund_amount = fields.Monetary(string="Refund Owed")
    fee_amount = fields.Monetary(string="Depreciation Fee")
    term_end_date = fields.Date(string="Term Ends")
    reason = fields.Char(help="Why nothing is free, as a code.")
    burden_on_operator = fields.Boolean(string="Burden of Proof on Us")
    transport_payer = fields.Selection(
        [("company", "Company"), ("customer", "Customer")],
        string="Transport Is Paid By",
    )
    loaner_after_days = fields.Integer(string="Loan Owed After (Days)")
    facts = fields.Json(help="What it was decided from.")
    digest = fields.Char(help="Of the facts and the outcome: the same is not repeated.")
    explanations = fields.Json(help="The reasons in words, by language.")
    explanation = fields.Text(compute="_compute_explanation")
    line_ids = fields.One2many(
        "aftersales.warranty.decision.line", "decision_id", string="Layers"
    )

    # -- override ---------------------------------------------------------------------
    is_overridden = fields.Boolean(string="Overridden")
    override_covered = fields.Boolean(string="Overridden: Free")
    override_exchange = fields.Boolean(string="Overridden: Exchange")
    override_refund = fields.Boolean(string="Overridden: Refund")
    override_refund_amount = fields.Monetary(string="Overridden: Refund Amount")
    override_reason = fields.Text()
    override_user_id = fields.Many2one("res.users", string="Overridden By")
    override_at = fields.Datetime(string="Overridden At")

    is_free = fields.Boolean(
        string="Free of Charge",
        compute="_compute_is_free",
        store=True,
        precompute=True,
        help="What counts: the override, where there is one.",
    )

    _order_current_uniq = models.UniqueIndex(
        "(order_id) WHERE is_current", "An order has one current warranty decision."
    )

    @api.depends("explanations")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for decision in self:
            words = decision.explanations or {}
            decision.explanation = words.get(self.env.lang) or words.get("en_US")

    @api.depends("is_covered", "is_overridden", "override_covered")
    def _compute_is_free(self):
        for decision in self:
            decision.is_free = (
                decision.override_covered
                if decision.is_overridden
                else decision.is_covered
            )

    @api.depends("order_id.name", "is_free")
    def _compute_display_name(self):
        for decision in self:
            word = self.env._("free") if decision.is_free else self.env._("paid")
            decision.display_name = f"{decision.order_id.name}: {word}"

    def _get_remedies(self) -> set[str]:
        """What the customer may have, after an override."""
        self.ensure_one()
        if self.is_overridden:
            if not self.override_covered:
                return {warranty_policy.PAID_REPAIR}
            given = {
                warranty_policy.REPAIR: True,
                warranty_policy.EXCHANGE: self.override_exchange,
                warranty_policy.EXCHANGE_OTHER: self.override_exchange,
                warranty_policy.REFUND: self.override_refund,
            }
        else:
            given = {
                warranty_policy.REPAIR: self.can_repair,
                warranty_policy.EXCHANGE: self.can_exchange,
                warranty_policy.EXCHANGE_OTHER: self.can_exchange_other,
                warranty_policy.REFUND: self.can_refund,
            }
        return {name for name, is_given in given.items() if is_given} or {
            warranty_policy.PAID_REPAIR
        }

    def _get_refund(self) -> float:
        """What a refund pays back, after an override."""
        self.ensure_one()
        if self.is_overridden and self.override_refund:
            return self.override_refund_amount
        return self.refund_amount

    def _get_refusal(self, cost: str = "goods") -> str:
        """Why a kind of cost (goods, labour, travel) is not free; "" where it is."""
        self.ensure_one()
        if self.is_overridden:
            return "" if self.override_covered else "overridden"
        if not self.is_covered:
            return self.reason
        return "" if self[f"is_{cost}_covered"] else "cost_not_covered"

    # -- override ---------------------------------------------------------------------

    def _prepare_kept_override_vals(self, result) -> dict:
        """An override lasts as long as what it overrode is decided the same way."""
        if not self.is_overridden or self.is_covered != result.covered:
            return {}
        return {
            field: self[field].id if field == "override_user_id" else self[field]
            for field in OVERRIDE_FIELDS
        }

    def _tell_lost_override(self, decision) -> None:
        """Who overrode hears that the facts have changed and it counts no more."""
        if not self.is_overridden or decision.is_overridden:
            return
        self.order_id.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.override_user_id.id,
            summary=self.env._("Warranty decided anew"),
            note=self.env._(
                "The facts have changed, and the decision is another one: your "
                "override “%(reason)s” does not count any more.",
                reason=self.override_reason,
            ),
        )

    def action_override(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_warranty_override_action"
        )
        action["context"] = {"default_decision_id": self.id}
        return action
