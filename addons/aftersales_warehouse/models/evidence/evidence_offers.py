from odoo import api, models

from odoo.addons.aftersales_service.tools.evidence import AT_LEAST, Offer

STANDARD = "GB/T 27922-2011"
#: Limits are those of the handbooks (95 % of incoming lots accepted) or of a rule that
#: leaves no exception (signatures, calibration); else points in proportion.
OFFERS = [
    Offer(STANDARD, "5.1.3.1", "depreciation_posted", AT_LEAST, 100),
    Offer(STANDARD, "5.1.3.3", "tools_calibrated", AT_LEAST, 100),
    Offer(STANDARD, "5.1.3.3", "stocktakes_in_time"),
    Offer(STANDARD, "5.1.3.3", "stocktakes_approved"),
    Offer(STANDARD, "5.1.3.3", "books_right"),
    Offer(STANDARD, "5.1.3.3", "days_cleared"),
    Offer(STANDARD, "5.1.3.3", "months_cleared"),
    Offer(STANDARD, "5.1.3.3", "handovers_signed", AT_LEAST, 100),
    Offer(STANDARD, "5.1.6.1", "quality_reports_sent"),
    Offer(STANDARD, "5.2.3.1", "receipts_checked", AT_LEAST, 100),
    Offer(STANDARD, "5.2.4.2", "issues_signed", AT_LEAST, 100),
    Offer(STANDARD, "5.2.4.2", "old_parts_returned"),
    Offer(STANDARD, "5.2.4.5", "goods_accepted", AT_LEAST, 95),
    Offer(STANDARD, "5.2.4.5", "receipts_in_time"),
    Offer(STANDARD, "5.2.4.5", "parts_at_hand"),
    Offer(STANDARD, "5.2.4.5", "part_requests_answered"),
    Offer(STANDARD, "5.2.4.5", "part_proposals_decided"),
    Offer(STANDARD, "5.2.5.1", "feedbacks_settled"),
]


class AftersalesEvidence(models.AbstractModel):
    """Which clauses papers of goods answer."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_offers(self):
        return {**super()._get_evidence_offers(), "aftersales_warehouse": OFFERS}
