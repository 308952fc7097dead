from odoo import api, fields, models


class AftersalesOrder(models.Model):
    """Claims that grow out of an order, and the moments promises about them go by.

    The claims of one order are one matter: it is demanded with the first of them that
    is open, and answered or done with the last.
    """

    _inherit = "aftersales.order"

    claim_ids = fields.One2many("aftersales.claim", "order_id", "Claims")
    claim_count = fields.Integer(compute="_compute_claim_count")
    claim_demanded_at = fields.Datetime(
        string="Claim Demanded", compute="_compute_claim_moments", store=True
    )
    claim_answered_at = fields.Datetime(
        string="Claim Answered", compute="_compute_claim_moments", store=True
    )
    claim_done_at = fields.Datetime(
        string="Claim Done", compute="_compute_claim_moments", store=True
    )

    def _compute_claim_count(self):
        self._count_into("claim_count", "aftersales.claim", "order_id")

    @api.depends(
        "claim_ids.state",
        "claim_ids.kind",
        "claim_ids.demanded_at",
        "claim_ids.approved_at",
        "claim_ids.refused_at",
        "claim_ids.done_at",
    )
    def _compute_claim_moments(self):
        for order in self:
            claims = order.claim_ids.filtered(lambda claim: claim._is_customers())
            waiting = claims.filtered("is_open") or claims
            answers = [claim.approved_at or claim.refused_at for claim in claims]
            ends = [claim.done_at or claim.refused_at for claim in claims]
            order.claim_demanded_at = min(waiting.mapped("demanded_at"), default=False)
            order.claim_answered_at = all(answers) and max(answers, default=False)
            order.claim_done_at = all(ends) and max(ends, default=False)

    def _get_milestone_fields(self) -> dict[str, str]:
        return {
            **super()._get_milestone_fields(),
            "claim_answered": "claim_answered_at",
            "claim_done": "claim_done_at",
        }

    def _get_milestone_labels(self) -> list[tuple[str, str]]:
        return [
            *super()._get_milestone_labels(),
            ("claim_answered", self.env._("Claim Answered")),
            ("claim_done", self.env._("Claim Done")),
        ]

    def _get_start_fields(self) -> dict[str, str]:
        return {**super()._get_start_fields(), "claim_demanded": "claim_demanded_at"}

    def _get_start_labels(self) -> list[tuple[str, str]]:
        return [
            *super()._get_start_labels(),
            ("claim_demanded", self.env._("Claim Demanded")),
        ]

    def _get_closing_blockers(self) -> list[str]:
        return super()._get_closing_blockers() + [
            self.env._(
                "claim %(claim)s is open. Finish, refuse or cancel it first.",
                claim=claim.name,
            )
            for claim in self.claim_ids
            if claim.is_open and claim._is_customers()
        ]

    def action_view_claims(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        return action
