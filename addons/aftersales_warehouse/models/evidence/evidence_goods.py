from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesEvidence(models.AbstractModel):
    """Goods that came and went: checked, signed for, reported where they are bad."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "receipts_checked": self.env._("Receipts checked by the delivery note"),
            "receipts_in_time": self.env._("Receipts booked on the day of the note"),
            "goods_accepted": self.env._("Goods that came without a fault"),
            "issues_signed": self.env._("Issues without an overdue signature"),
            "feedbacks_settled": self.env._("Quality feedbacks settled"),
            "quality_reports_sent": self.env._("Quality reports sent to head office"),
        }

    @api.model
    def _get_papers(self, operation: str, period, hits: Domain):
        """Transfers done in the period that the rules ask papers of."""
        return self._of_company(
            "stock.picking",
            Domain("goods_operation", "=", operation)
            & Domain("state", "=", "done")
            & self._within("date_done", period),
            hits,
        )

    @api.model
    def _evidence_receipts_checked(self, audit, period):
        booked = Domain("aftersales_booked_at", "!=", False)
        records = self._get_papers("receipt", period, booked)
        return self._count("receipts_checked", audit, records)

    @api.model
    def _evidence_receipts_in_time(self, audit, period):
        records = self._get_kpi()._get_timely_putaway_domain(*period)
        return self._count("receipts_in_time", audit, records)

    @api.model
    def _evidence_goods_accepted(self, audit, period):
        records = self._get_kpi()._get_lot_pass_domain(*period)
        return self._count("goods_accepted", audit, records)

    @api.model
    def _evidence_issues_signed(self, audit, period):
        """What left by phone is signed later, but not at any time."""
        late = Domain("state", "=", "owed") & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        papers = Domain("signoff_ids", "any", Domain("state", "in", ("signed", "owed")))
        in_time = papers & ~Domain("signoff_ids", "any", late)
        records = self._get_papers("issue", period, in_time)
        return self._count("issues_signed", audit, records)

    @api.model
    def _evidence_feedbacks_settled(self, audit, period):
        records = self._of_company(
            "aftersales.quality.feedback",
            self._within("reported_at", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "=", "settled"),
        )
        return self._count("feedbacks_settled", audit, records)

    @api.model
    def _evidence_quality_reports_sent(self, audit, period):
        """Of those that had something to say."""
        records = self._of_company(
            "aftersales.quality.report",
            self._on_days("due_date", period) & Domain("feedback_count", ">", 0),
            Domain("sent_at", "!=", False),
        )
        return self._count("quality_reports_sent", audit, records)
