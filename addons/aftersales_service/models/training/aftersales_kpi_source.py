from odoo import api, models
from odoo.fields import Domain

from ..performance.aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """People: who was trained before he took up his post, who is certified."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        scopes = super()._get_scope_fields()
        scopes["aftersales.employee.duty"] = {
            "outlet": "outlet_id",
            "department": "department_id",
        }
        return scopes

    @api.model
    def _get_trained_before_post_domain(self, date_from, date_to) -> Records:
        """Posts taken up; hits met all that the post demands on that day."""
        return self._of_company(
            "aftersales.employee.duty",
            Domain("state", "in", ("on_duty", "ended"))
            & Domain("date_start", ">=", date_from)
            & Domain("date_start", "<=", date_to),
            Domain("is_ready", "=", True),
        )

    @api.model
    def _measure_trained_before_post(self, date_from, date_to, by) -> dict:
        records = self._get_trained_before_post_domain(date_from, date_to)
        return self._measure_share(records, by)

    @api.model
    def _get_certified_managers_domain(self, date_from, date_to) -> Records:
        """Heads of branches and outlets are service managers too (standard A.6)."""
        records = super()._get_certified_managers_domain(date_from, date_to)
        heads = (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                [("company_id", "=", self.env.company.id), ("state", "!=", "closed")]
            )
            .manager_id
        )
        led = Domain("user_id", "in", heads.ids) & Domain("active", "=", True)
        return self._of_company("hr.employee", records.domain | led, records.hits)
