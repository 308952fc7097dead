from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .aftersales_opportunity import EVENT


class AftersalesOpportunityRule(models.Model):
    """The event: a service contract ends soon and nobody has renewed it."""

    _inherit = "aftersales.opportunity.rule"

    event = fields.Selection(
        selection_add=[EVENT], ondelete={"contract_ends": "cascade"}
    )

    @api.model
    def _get_link_field(self, records) -> str:
        if records._name == "aftersales.contract":
            return "contract_id"
        return super()._get_link_field(records)

    def _find_contract_ends(self, limit: int):
        today = fields.Date.context_today(self)
        return self.env["aftersales.contract"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "in_force")
            & Domain("date_end", ">=", today)
            & Domain("date_end", "<=", today + timedelta(self.days_before))
            & Domain("is_followed", "=", False)
            & self._get_callable_domain()
            & self._get_untold_domain(),
            order="date_end, id",
            limit=limit,
        )

    def _prepare_contract_ends_vals(self, contract) -> dict:
        return {
            "name": self.env._(
                "%(contract)s: contract ends %(date)s",
                contract=contract.display_name,
                date=format_date(self.env, contract.date_end),
            ),
            "date_deadline": contract.date_end,
            "expected_revenue": contract.amount_year,
        }
