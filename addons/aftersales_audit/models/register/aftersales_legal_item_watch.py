from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow


class AftersalesLegalItem(models.Model):
    """Whoever watches a law is told when to look it up again (R402, R409)."""

    _name = "aftersales.legal.item"
    _inherit = ["aftersales.legal.item", "aftersales.reminder.mixin"]

    @api.depends("check_months", "checked_on")
    def _compute_check_date(self):
        for item in self:
            start = item.checked_on or fields.Date.to_date(item.create_date)
            item.check_date = (
                start + relativedelta(months=item.check_months)
                if item.check_months and start
                else False
            )

    @api.depends("check_date")
    def _compute_told_on(self):
        for item in self:
            item.told_on = review_flow.told_of(item.told_on, item.check_date)

    def action_checked(self):
        """It was looked up today; what changed stands in the fields."""
        self.check_access("write")
        self.checked_on = fields.Date.context_today(self)
        self.sudo().activity_unlink(["aftersales_audit.activity_type_legal_check"])

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("check_date", "<=", fields.Date.context_today(self))
            & Domain("told_on", "=", False)
            & Domain("user_id", "!=", False)
        )

    def _prepare_reminders(self) -> list[dict]:
        kind = self.env.ref("aftersales_audit.activity_type_legal_check")
        model_id = self.env["ir.model"]._get_id(self._name)
        return [
            {
                "activity_type_id": kind.id,
                "automated": True,
                "res_model_id": model_id,
                "res_id": item.id,
                "user_id": item.user_id.id,
                "date_deadline": item.check_date,
                "summary": item.with_context(
                    lang=item.user_id.lang
                )._get_check_summary(),
            }
            for item in self
        ]

    def _get_check_summary(self) -> str:
        return self.env._("Does %(law)s still hold?", law=self.name)

    def _mark_told(self) -> None:
        self.told_on = fields.Date.context_today(self)
