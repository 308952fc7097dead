import pytz

from odoo import fields, models

from ...tools import warranty_facts


class AftersalesOrder(models.Model):
    """Facts of orders as plain values, one query a question."""

    _inherit = "aftersales.order"

    def _get_local_date(self, moment):
        """Calendar day of a moment at the company, where its working schedule is."""
        if not moment:
            return None
        zone = self.company_id.sudo().resource_calendar_id.tz
        zone = pytz.timezone(zone) if zone else self.env.tz
        return pytz.utc.localize(moment).astimezone(zone).date()

    def _get_warranty_facts(self) -> dict[int, warranty_facts.Facts]:
        """Facts of each order that has a unit.

        Of the unit's repairs those that came before count, and this one from the day
        it was reported, as long as it is open.
        """
        orders = self.sudo()
        units = orders.equipment_id
        today, now = fields.Date.context_today(self), fields.Datetime.now()
        repairs = units._get_repairs()
        by_unit = units._get_facts(today, repairs)
        found = {}
        for order in orders:
            unit, on = order.equipment_id, order._get_local_date(order.received_at)
            moment = (order.received_at, order.id)
            before = [
                (other, repair)
                for other, repair in repairs[unit.id]
                if (other.received_at, other.id) < moment
            ]
            earlier = tuple(
                repair._replace(
                    is_same_part=order._is_about_same_part(other),
                    is_fixed=repair.is_fixed and other != order.repeat_of_id,
                )
                for other, repair in before
            )
            current = tuple(
                repair for other, repair in repairs[unit.id] if other == order
            )
            severity = order.symptom_id.severity or "performance"
            found[order.id] = by_unit[unit.id]._replace(
                today=on,
                as_of=order._get_local_date(order.repaired_at) or max(today, on),
                now=now,
                part=order.part_class_id.id or None,
                is_performance=severity != "minor",
                is_serious=severity == "serious",
                ground=order.warranty_ground,
                exclusions=order._get_exclusions(),
                repairs=earlier + current,
                exchanges=sum(
                    other.remedy_id.is_exchange
                    and other.part_class_id == order.part_class_id
                    for other, _repair in before
                    if order.part_class_id
                ),
                same_model=not order.is_model_unavailable,
                is_irreparable=order.is_irreparable,
            )
        return found

    def _is_about_same_part(self, other) -> bool:
        """Was that order about the part that this one is about? Where neither names a
        part, the same fault says so."""
        self.ensure_one()
        if self.part_class_id or other.part_class_id:
            return self.part_class_id == other.part_class_id
        return bool(self.symptom_id) and self.symptom_id == other.symptom_id

    def _get_exclusions(self) -> tuple[warranty_facts.Exclusion, ...]:
        self.ensure_one()
        has_evidence = bool(self.exclusion_evidence_ids)
        found = [
            warranty_facts.Exclusion(exclusion.code, has_evidence, exclusion.evidence)
            for exclusion in self.exclusion_ids | self.cause_id.exclusion_id
        ]
        if self.cause_id.is_excluded_from_warranty and not self.cause_id.exclusion_id:
            found.append(warranty_facts.Exclusion(warranty_facts.EVERYWHERE))
        return tuple(found)
