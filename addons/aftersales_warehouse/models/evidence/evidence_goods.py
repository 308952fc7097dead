from odoo import api, models
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
            "issues_signed": self.env._("Issues with all signatures"),
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
        """Lines of delivery notes of which something came; hits are those all good."""
        booked = self._within("aftersales_booked_at", period)
        records = self._of_company(
            "aftersales.receipt.line",
            Domain("picking_id", "any", booked)
            & (Domain("counted_quantity", ">", 0) | Domain("bad_quantity", ">", 0)),
            Domain("bad_quantity", "=", 0),
        )
        return self._count("goods_accepted", audit, records)

    @api.model
    def _evidence_issues_signed(self, audit, period):
        """What left by phone is signed later: until then a signature is owed."""
        signed = Domain("signoff_ids", "any", Domain("state", "=", "signed"))
        owed = Domain("signoff_ids", "any", Domain("state", "=", "owed"))
        records = self._get_papers("issue", period, signed & ~owed)
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
