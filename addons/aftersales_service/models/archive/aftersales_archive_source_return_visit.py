from odoo import api, models

from .aftersales_archive_source import Source

RETURN_VISIT = (
    *("name", "campaign_id", "partner_id", "order_id", "outlet_id", "method"),
    *("user_id", "visitor_ids", "visited_at", "attempt_count", "satisfaction"),
    *("comment", "problem"),
)


class AftersalesArchiveSource(models.AbstractModel):
    """Return visit records (R398)."""

    _inherit = "aftersales.archive.source"

    @api.model
    def _describe_return_visit(self) -> Source:
        return Source(
            "aftersales.return.visit",
            RETURN_VISIT,
            "aftersales_service.action_report_return_visit",
            sealed_states=("done",),
        )

    @api.model
    def _collect_return_visit(self, batch):
        """Visits made in the period."""
        return self._search_period(
            batch, "aftersales.return.visit", "visited_at", [("state", "=", "done")]
        )

    @api.model
    def _get_gaps_return_visit(self, visits) -> dict[int, list[str]]:
        """A problem that nobody takes care of."""
        Task = self.env["aftersales.corrective.task"].sudo()
        counts = Task._count_for(visits)
        return {
            visit.id: [self.env._("the problem has no corrective task")]
            for visit in visits
            if visit.has_problem and not counts.get(visit.id)
        }
