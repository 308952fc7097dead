from odoo import api, models
from odoo.fields import Domain

from ...tools import kpi
from ...tools.satisfaction_flow import COUNTED
from ...tools.satisfaction_table import CES, INDEX, NPS, RATE
from ..performance.aftersales_kpi_source import BY_OUTLET, Records

SCOPES = {None: "company", BY_OUTLET: "outlet"}


class AftersalesKpiSource(models.AbstractModel):
    """Surveys: the frozen figures of the last one that ended in the period."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **super()._get_scope_fields(),
            "aftersales.satisfaction.figure": {BY_OUTLET: "outlet_id"},
        }

    @api.model
    def _measure_survey(self, measure: str, date_from, date_to, by) -> dict:
        """Nobody was asked by department: there are no figures of departments."""
        if by not in SCOPES:
            return {}
        figures = self.env["aftersales.satisfaction.figure"].search(
            self._get_survey_figures(measure, date_from, date_to).domain
            & Domain("scope", "=", SCOPES[by])
        )
        last = figures.satisfaction_id.sorted(lambda one: (one.date_to, one.id))[-1:]
        return {
            figure.outlet_id.id: kpi.Figure(
                figure.hit_count if measure == RATE else figure.value,
                figure.valid_count if measure == RATE else 1,
                figure.value if figure.has_value else None,
            )
            for figure in figures
            if figure.satisfaction_id == last
        } or ({} if by else {False: kpi.Figure(0, 0, None)})

    @api.model
    def _get_survey_figures(self, measure: str, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.satisfaction.figure",
            Domain("measure", "=", measure)
            & Domain("scope", "in", tuple(SCOPES.values()))
            & Domain("date_to", ">=", date_from)
            & Domain("date_to", "<=", date_to)
            & Domain("satisfaction_id.state", "in", COUNTED),
        )

    @api.model
    def _measure_satisfaction_survey_rate(self, date_from, date_to, by) -> dict:
        return self._measure_survey(RATE, date_from, date_to, by)

    @api.model
    def _get_satisfaction_survey_rate_domain(self, date_from, date_to) -> Records:
        return self._get_survey_figures(RATE, date_from, date_to)

    @api.model
    def _measure_satisfaction_survey_index(self, date_from, date_to, by) -> dict:
        return self._measure_survey(INDEX, date_from, date_to, by)

    @api.model
    def _get_satisfaction_survey_index_domain(self, date_from, date_to) -> Records:
        return self._get_survey_figures(INDEX, date_from, date_to)

    @api.model
    def _measure_satisfaction_survey_nps(self, date_from, date_to, by) -> dict:
        return self._measure_survey(NPS, date_from, date_to, by)

    @api.model
    def _get_satisfaction_survey_nps_domain(self, date_from, date_to) -> Records:
        return self._get_survey_figures(NPS, date_from, date_to)

    @api.model
    def _measure_satisfaction_survey_ces(self, date_from, date_to, by) -> dict:
        return self._measure_survey(CES, date_from, date_to, by)

    @api.model
    def _get_satisfaction_survey_ces_domain(self, date_from, date_to) -> Records:
        return self._get_survey_figures(CES, date_from, date_to)
