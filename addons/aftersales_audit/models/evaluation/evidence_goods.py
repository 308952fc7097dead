from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)

SENT = ("sent", "delivered", "received")
HOURS_A_DAY = 24


class AftersalesEvidence(models.AbstractModel):
    """Goods: delivered whole and in time, installed, maintained; parts that come."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "deliveries_in_time": self.env._("Deliveries in time"),
            "deliveries_sound": self.env._("Deliveries with sound packaging"),
            "deliveries_undamaged": self.env._("Deliveries without damage on the way"),
            "deliveries_announced": self.env._("Deliveries announced by a call"),
            "documents_enclosed": self.env._("Documents enclosed with the goods"),
            "installations_accepted": self.env._("Installations accepted at once"),
            "maintenance_kept": self.env._("Maintenance visits kept"),
            "parts_in_time": self.env._("Parts and material received in time"),
            "parts_waiting": self.env._("Days waited for parts, middle of all"),
        }

    @api.model
    def _get_deliveries(self, period, hits):
        return self._of_company(
            "aftersales.delivery",
            self._within("delivered_at", period) & Domain("state", "in", SENT),
            hits,
        )

    @api.model
    def _evidence_deliveries_in_time(self, audit, period):
        records = self._get_deliveries(period, Domain("delay_days", "<=", 0))
        return self._count("deliveries_in_time", audit, records)

    @api.model
    def _evidence_deliveries_sound(self, audit, period):
        """What the customer, or whoever received the goods, ticked."""
        sound = Domain("is_packaging_sound", "=", True)
        records = self._get_deliveries(
            period, sound & Domain("is_mark_right", "=", True)
        )
        return self._count("deliveries_sound", audit, records)

    @api.model
    def _evidence_deliveries_undamaged(self, audit, period):
        damaged = self._get_kpi()._get_freight_damage_domain(*period)
        return self._count(
            "deliveries_undamaged", audit, damaged._replace(hits=~damaged.hits)
        )

    @api.model
    def _evidence_deliveries_announced(self, audit, period):
        records = self._get_deliveries(period, Domain("called_at", "!=", False))
        return self._count("deliveries_announced", audit, records)

    @api.model
    def _evidence_documents_enclosed(self, audit, period):
        """Manual, warranty card, certificate: each paper of each delivery."""
        delivery = self._get_deliveries(period, Domain.TRUE)
        records = Records(
            "aftersales.delivery.document",
            Domain("delivery_id", "any", delivery.domain),
            Domain("is_enclosed", "=", True),
        )
        return self._count("documents_enclosed", audit, records)

    @api.model
    def _evidence_installations_accepted(self, audit, period):
        records = self._get_kpi()._get_acceptance_domain(*period)
        return self._count("installations_accepted", audit, records)

    @api.model
    def _evidence_maintenance_kept(self, audit, period):
        """Visits whose day came in the period; hits were done."""
        records = self._of_company(
            "aftersales.maintenance.occurrence",
            self._on_days("date", period) & Domain("state", "!=", "skipped"),
            Domain("state", "=", "done"),
        )
        return self._count("maintenance_kept", audit, records)

    @api.model
    def _evidence_parts_in_time(self, audit, period):
        records = self._get_kpi()._get_material_in_time_domain(*period)
        return self._count("parts_in_time", audit, records)

    @api.model
    def _evidence_parts_waiting(self, audit, period):
        """The middle one: a few parts that nobody makes any more do not move it."""
        records = self._of_company(
            "aftersales.order.pause",
            Domain("reason", "=", "parts")
            & Domain("end_at", "!=", False)
            & self._within("start_at", period),
        )
        figures = self._get_kpi()._measure_hours(records, None, "start_at", "end_at")
        hours = figures[False].value if figures else None
        return self._measure(
            "parts_waiting", None if hours is None else hours / HOURS_A_DAY
        )
