from datetime import datetime

from pytz import timezone, utc

from ..common import AftersalesCase

ZONE = timezone("Asia/Shanghai")


class SlaCase(AftersalesCase):
    """A company that works Monday to Friday, 8:30-12:00 and 13:00-17:30 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever a database promises already is not what is tested here.
        cls.env["aftersales.sla.policy"].search([]).active = False
        cls.calendar = cls._create_calendar("Shop Hours")
        cls.company.resource_calendar_id = cls.calendar

    @classmethod
    def _create_calendar(cls, name, spans=((8.5, 12.0), (13.0, 17.5)), days=range(5)):
        lines = [
            (
                0,
                0,
                {
                    "name": f"{day} {start}",
                    "dayofweek": str(day),
                    "hour_from": start,
                    "hour_to": end,
                    "day_period": "morning" if start < 12 else "afternoon",
                },
            )
            for day in days
            for start, end in spans
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": ZONE.zone,
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0), *lines],
            }
        )

    @classmethod
    def _create_policy(cls, *targets, steps=(), **vals):
        """Targets as (milestone, amount, unit[, further values])."""
        lines = [
            {"milestone": m, "amount": amount, "unit": unit, **(more or {})}
            for m, amount, unit, more in ((*t, None)[:4] for t in targets)
        ]
        return cls.env["aftersales.sla.policy"].create(
            {
                "name": "Promise",
                "target_ids": [(0, 0, line) for line in lines],
                "step_ids": [(0, 0, step) for step in steps],
                **vals,
            }
        )

    @classmethod
    def _local(cls, text) -> datetime:
        """UTC, naive, of a wall-clock time in Shanghai."""
        return (
            ZONE.localize(datetime.fromisoformat(text))
            .astimezone(utc)
            .replace(tzinfo=None)
        )

    def _row(self, order, milestone):
        return order.sla_ids.filtered(
            lambda r: r.milestone == milestone and r.state != "cancelled"
        )
