from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class AftersalesWarrantyOverride(models.TransientModel):
    """Decides otherwise than the policies say, with a reason that stays visible."""

    _name = "aftersales.warranty.override"
    _description = "Override a Warranty Decision"

    decision_id = fields.Many2one("aftersales.warranty.decision", required=True)
    explanation = fields.Text(related="decision_id.explanation")
    currency_id = fields.Many2one(related="decision_id.currency_id")
    is_covered = fields.Boolean(
        string="Free of Charge",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
    )
    can_exchange = fields.Boolean(
        string="Exchange",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
    )
    can_refund = fields.Boolean(
        string="Refund",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
    )
    refund_amount = fields.Monetary(
        compute="_compute_proposal", store=True, readonly=False, precompute=True
    )
    reason = fields.Text(required=True)

    @api.depends("decision_id")
    def _compute_proposal(self):
        for wizard in self:
            decision = wizard.decision_id
            remedies = decision._get_remedies() if decision else set()
            wizard.is_covered = decision.is_free
            wizard.can_exchange = bool(remedies & {"exchange", "exchange_other_model"})
            wizard.can_refund = "refund" in remedies
            wizard.refund_amount = decision._get_refund() if decision else 0.0

    def action_override(self):
        """Write the override beside the decision and propose coverage anew."""
        self.ensure_one()
        decision = self.decision_id
        if not self.env.user.has_group("aftersales_service.group_service_manager"):
            raise AccessError(
                self.env._("Only a service manager may override a warranty decision.")
            )
        decision.check_access("read")
        if not decision.is_current or decision.order_id.signed_at:
            raise UserError(
                self.env._(
                    "%(order)s: the customer has signed, or there is a newer decision. "
                    "Override the current decision before the order is signed.",
                    order=decision.order_id.name,
                )
            )
        refund = self.refund_amount if self.is_covered and self.can_refund else 0.0
        if refund < 0 or (decision.price and refund > decision.price):
            raise UserError(
                self.env._(
                    "Refund Amount must lie between 0 and the price of the unit, "
                    "%(price)s.",
                    price=decision.price,
                )
            )
        decision.sudo().write(
            {
                "is_overridden": True,
                "override_covered": self.is_covered,
                "override_exchange": self.is_covered and self.can_exchange,
                "override_refund": self.is_covered and self.can_refund,
                "override_refund_amount": refund,
                "override_reason": self.reason,
                "override_user_id": self.env.uid,
                "override_at": fields.Datetime.now(),
            }
        )
        decision.order_id.message_post(
            body=self.env._(
                "Warranty decided otherwise: %(reason)s", reason=self.reason
            )
        )
        return decision.order_id.action_propose_coverage()
