from odoo import api, models

from .aftersales_archive_source import Source

COMPLAINT = (
    *("name", "received_at", "channel", "partner_id", "category_id", "title", "level"),
    *("acknowledged_at", "assessed_at", "user_id", "cause", "finding"),
    *("resolved_at", "fed_back_at", "feedback_channel", "satisfaction"),
    *("closed_at", "lesson"),
)


class AftersalesArchiveSource(models.AbstractModel):
    """The file of complaints (R245, R247). A complaint may be reopened, so it is
    copied and never sealed."""

    _inherit = "aftersales.archive.source"

    @api.model
    def _get_labels(self) -> dict[str, str]:
        return {**super()._get_labels(), "complaint": self.env._("Complaint Records")}

    @api.model
    def _describe_complaint(self) -> Source:
        return Source(
            "aftersales.complaint",
            COMPLAINT,
            "aftersales_service.action_report_complaint_record",
        )

    @api.model
    def _collect_complaint(self, batch):
        return self._search_period(
            batch, "aftersales.complaint", "closed_at", [("state", "=", "closed")]
        )

    @api.model
    def _get_gaps_complaint(self, complaints) -> dict[int, list[str]]:
        """What closing lets pass: the cause, what was learnt where he was right."""
        gaps = self._get_unfilled(complaints, ("description", "cause"))
        for complaint in complaints:
            words = gaps.setdefault(complaint.id, [])
            if complaint.is_upheld and not complaint.lesson:
                words.append(self.env._("preventive measures are missing"))
            if not complaint.satisfaction:
                words.append(self.env._("the complainant's opinion is missing"))
        return {key: words for key, words in gaps.items() if words}
