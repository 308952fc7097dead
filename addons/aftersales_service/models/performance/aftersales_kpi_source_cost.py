from odoo import api, models

from ...tools import kpi
from .aftersales_budget import SERVICE, TRAINING
from .aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """Money: what service and training cost, as the year's budgets count it.

    Sales and entries of a plan belong to no outlet, so there is a figure of the company
    only.
    """

    _inherit = "aftersales.kpi.source"

    @api.model
    def _find_budgets(self, day) -> dict:
        budgets = self.env["aftersales.budget"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("year", "=", day.year),
                ("state", "=", "approved"),
            ]
        )
        return {budget.kind: budget for budget in budgets}

    @api.model
    def _measure_service_cost(self, date_from, date_to, by) -> dict:
        budget = self._find_budgets(date_to).get(SERVICE)
        if by or not budget:
            return {}
        spent = budget._sum_entries(budget._get_cost_entries(), date_from, date_to)
        sales = budget._sum_entries(budget._get_sales_entries(), date_from, date_to)
        return {False: kpi.percent(spent, sales)}

    @api.model
    def _measure_training_cost(self, date_from, date_to, by) -> dict:
        budgets = self._find_budgets(date_to)
        if by or len(budgets) < 2:
            return {}
        spent, service = (
            budgets[kind]._sum_entries(
                budgets[kind]._get_cost_entries(), date_from, date_to
            )
            for kind in (TRAINING, SERVICE)
        )
        return {False: kpi.percent(spent, service)}

    @api.model
    def _get_service_cost_domain(self, date_from, date_to) -> Records | None:
        return self._get_cost_records(SERVICE, date_from, date_to)

    @api.model
    def _get_training_cost_domain(self, date_from, date_to) -> Records | None:
        return self._get_cost_records(TRAINING, date_from, date_to)

    @api.model
    def _get_cost_records(self, kind: str, date_from, date_to) -> Records | None:
        budget = self._find_budgets(date_to).get(kind)
        if not budget:
            return None
        entries = budget._get_cost_entries()
        return Records(
            entries.model, entries.domain & budget._within_days(date_from, date_to)
        )
