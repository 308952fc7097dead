from odoo import fields, models

from ...tools import rate


class AftersalesSettlement(models.Model):
    """Complaints upheld against an outlet are taken off its month."""

    _inherit = "aftersales.settlement"

    def _get_upheld_complaint_penalties(self) -> list[tuple]:
        complaints = self._search_upheld_complaints()
        complaints = complaints.with_context(tz=self.company_id._get_settlement_tz())
        return super()._get_upheld_complaint_penalties() + [
            (
                complaint.outlet_id,
                fields.Datetime.context_timestamp(
                    complaint, complaint.resolved_at
                ).date(),
                rate.Facts(
                    f"{complaint._name},{complaint.id}",
                    grade=complaint.outlet_id.grade or None,
                    order_type=complaint.order_id.type_id.id or None,
                ),
                {"order_id": complaint.order_id.id, "note": complaint.name},
            )
            for complaint in complaints
        ]

    def _search_upheld_complaints(self):
        """Resolved in what is settled, upheld, of a matter that is the outlet's."""
        since, until = self.company_id._get_settled_bounds(self[0].date_to)
        return (
            self.env["aftersales.complaint"]
            .sudo()
            .search(
                [
                    ("outlet_id", "in", self.outlet_id.ids),
                    ("is_upheld", "=", True),
                    ("state", "in", ("resolved", "closed")),
                    ("category_id.concerns_outlet", "=", True),
                    ("resolved_at", ">=", since),
                    ("resolved_at", "<", until),
                ],
                order="resolved_at, id",
            )
        )
