from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow

#: Targets of the next quarter are drafted in the last days of this one.
DAYS_BEFORE = 15
SCOPE = ("company_id", "kpi_id", "department_id", "outlet_id")


class AftersalesKpiTarget(models.Model):
    """Targets of a quarter are proposed anew for the next, and changed as the case
    requires (R319)."""

    _inherit = "aftersales.kpi.target"

    def action_next_quarter(self):
        """Drafts for the quarter after this one; units adapt and submit them."""
        self._check_step_role("submit")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_kpi_target_action"
        )
        drafts = self._propose_next_quarter()
        return {**action, "domain": [("id", "in", drafts.ids)], "context": {}}

    @api.model
    def _cron_propose_next_quarter(self) -> None:
        """Once in a quarter, and whoever sees to it is told."""
        today = fields.Date.context_today(self)
        if not review_flow.is_quarter_ending(today, DAYS_BEFORE):
            return
        held = self.search(
            Domain("state", "=", "approved")
            & Domain("year", "=", today.year)
            & Domain("quarter", "=", str((today.month + 2) // 3))
        )
        drafts = held._propose_next_quarter()
        self.env["mail.activity"].sudo().create(
            [
                some._prepare_quarter_activity(company)
                for company, some in drafts.grouped("company_id").items()
                if company.aftersales_service_manager_id
            ]
        )

    def _propose_next_quarter(self):
        """Drafts from the targets that hold; what is proposed already is left alone."""
        today = fields.Date.context_today(self)
        year, quarter = review_flow.next_quarter(today)
        held = self.filtered(lambda one: one.state == "approved" and one.quarter)
        there = self.search(
            Domain("year", "=", year)
            & Domain("quarter", "=", quarter)
            & Domain("company_id", "in", held.company_id.ids)
        )
        known = {one._get_scope() for one in there}
        held = held.filtered(lambda one: one._get_scope() not in known)
        drafts = self.create(
            [
                {
                    **one._prepare_revision_vals(),
                    # Another period, no later version of this one.
                    **{"previous_id": False, "version": 1, "parent_id": False},
                    **{"year": year, "quarter": quarter},
                }
                for one in held
            ]
        )
        successor = dict(zip(held, drafts, strict=True))
        for one, draft in successor.items():
            if one.parent_id in successor:
                draft.parent_id = successor[one.parent_id]
        return drafts

    def _get_scope(self) -> tuple[int, ...]:
        self.ensure_one()
        return tuple(self[name].id for name in SCOPE)

    def _prepare_quarter_activity(self, company) -> dict:
        user = company.aftersales_service_manager_id
        words = self.with_context(lang=user.lang)
        return {
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            "automated": True,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self[0].id,
            "user_id": user.id,
            "date_deadline": fields.Date.context_today(self),
            "summary": words.env._(
                "Targets of the next quarter: %(count)s drafts to adapt",
                count=len(self),
            ),
        }
