from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow

ACTIVITY = "aftersales_audit.activity_type_risk_review"


class AftersalesRisk(models.Model):
    """Whoever is in charge of a risk is told when to look at it again."""

    _name = "aftersales.risk"
    _inherit = ["aftersales.risk", "aftersales.reminder.mixin"]

    told_on = fields.Date(compute="_compute_told_on", store=True, copy=False)

    @api.depends("review_date")
    def _compute_told_on(self):
        for risk in self:
            risk.told_on = review_flow.told_of(risk.told_on, risk.review_date)

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("review_date", "<=", fields.Date.context_today(self))
            & Domain("told_on", "=", False)
            & Domain("state", "!=", "closed")
        )

    def _prepare_reminders(self) -> list[dict]:
        kind = self.env.ref(ACTIVITY)
        model_id = self.env["ir.model"]._get_id(self._name)
        return [
            {
                "activity_type_id": kind.id,
                "automated": True,
                "res_model_id": model_id,
                "res_id": risk.id,
                "user_id": risk.user_id.id,
                "date_deadline": risk.review_date,
                "summary": risk.with_context(
                    lang=risk.user_id.lang
                )._get_review_summary(),
            }
            for risk in self
        ]

    def _get_review_summary(self) -> str:
        return self.env._("Is “%(risk)s” still judged rightly?", risk=self.title)

    def _mark_told(self) -> None:
        self.told_on = fields.Date.context_today(self)
