from odoo import api, models
from odoo.fields import Domain

from .aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """People: who has the certificates that his post asks for."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_certified_managers_domain(self, _date_from, date_to) -> Records:
        """Service managers; hits had the company's certificate on the last day."""
        managers = self.env.ref("aftersales_service.group_service_manager")
        valid = (
            Domain("skill_id", "in", self.env.company.aftersales_manager_skill_ids.ids)
            & Domain("valid_from", "<=", date_to)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", date_to))
        )
        return self._of_company(
            "hr.employee",
            Domain("active", "=", True)
            & Domain("user_id.all_group_ids", "in", managers.ids),
            Domain("employee_skill_ids", "any", valid),
        )

    @api.model
    def _measure_certified_managers(self, date_from, date_to, by) -> dict:
        """Nobody can say while the company has not named the certificate."""
        if not self.env.company.aftersales_manager_skill_ids:
            return {}
        records = self._get_certified_managers_domain(date_from, date_to)
        return self._measure_share(records, by)
