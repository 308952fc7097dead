from odoo import api, models
from odoo.fields import Domain


class AftersalesEvidence(models.AbstractModel):
    """Parts and tools: there when they are needed, fit for use, accounted for."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "parts_at_hand": self.env._("Orders whose parts were in stock"),
            "part_requests_answered": self.env._("Requests for parts answered"),
            "part_proposals_decided": self.env._("Stock proposals of parts decided"),
            "tools_calibrated": self.env._("Tools in use with a valid calibration"),
            "old_parts_returned": self.env._("Old parts handed in and settled in time"),
        }

    @api.model
    def _evidence_parts_at_hand(self, audit, period):
        """Of the orders of the period that needed parts."""
        orders = self._get_kpi()._get_orders("received_at", *period)
        needing = Domain("parts_status", "in", ("in_stock", "to_order", "received"))
        records = orders._replace(
            domain=orders.domain & needing,
            hits=Domain("parts_status", "=", "in_stock"),
        )
        return self._count("parts_at_hand", audit, records)

    @api.model
    def _evidence_part_requests_answered(self, audit, period):
        """A no of everybody is an answer: the part is ordered then."""
        records = self._of_company(
            "aftersales.part.request",
            self._within("asked_at", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "!=", "asked"),
        )
        return self._count("part_requests_answered", audit, records)

    @api.model
    def _evidence_part_proposals_decided(self, audit, period):
        records = self._of_company(
            "aftersales.part.proposal",
            self._on_days("reckoned_on", period),
            Domain("state", "!=", "open"),
        )
        return self._count("part_proposals_decided", audit, records)

    @api.model
    def _evidence_tools_calibrated(self, audit, period):
        """As of the last day; what is taken out of use needs no calibration."""
        records = self._of_company(
            "aftersales.tool",
            Domain("active", "=", True)
            & Domain("kind_id.is_calibrated", "=", True)
            & Domain("blocked_reason", "in", (False, "")),
            Domain("due_date", ">=", period[1]),
        )
        return self._count("tools_calibrated", audit, records)

    @api.model
    def _evidence_old_parts_returned(self, audit, period):
        """Nothing that was due waits: not with the technician, nor in the store."""
        records = self._of_company(
            "aftersales.old.part",
            self._on_days("removed_on", period),
            Domain("due_date", "=", False) | Domain("due_date", ">=", period[1]),
        )
        return self._count("old_parts_returned", audit, records)
