from odoo import api, fields, models

from ...tools import recurrence


class AftersalesEquipmentMeter(models.Model):
    """What a unit counts of its use: hours, kilometres, copies."""

    _name = "aftersales.equipment.meter"
    _description = "Meter of a Unit"
    _order = "equipment_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="For example: operating hours.")
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="equipment_id.company_id", store=True)
    uom_name = fields.Char(string="Unit of Measure")
    reading_ids = fields.One2many(
        "aftersales.equipment.reading", "meter_id", string="Readings"
    )
    last_reading_date = fields.Date(compute="_compute_use")
    last_value = fields.Float(string="Last Reading", compute="_compute_use")
    use_per_day = fields.Float(
        string="Use a Day",
        compute="_compute_use",
        help="Average of the readings; from it the next maintenance is forecast.",
    )

    _meter_once = models.UniqueIndex(
        "(equipment_id, name)", "This unit has a meter of that name already."
    )

    @api.depends("reading_ids.day", "reading_ids.value")
    def _compute_use(self):
        for meter in self:
            readings = meter._get_readings()
            last = max(readings, default=None)
            meter.last_reading_date = last and last.day
            meter.last_value = last.value if last else 0.0
            meter.use_per_day = recurrence.rate(readings)

    @api.depends("name", "equipment_id")
    def _compute_display_name(self):
        for meter in self:
            unit = meter.equipment_id.display_name
            meter.display_name = f"{unit} · {meter.name}" if unit else meter.name

    def _get_readings(self) -> list[recurrence.Reading]:
        self.ensure_one()
        return [
            recurrence.Reading(reading.day, reading.value)
            for reading in self.reading_ids
            if reading.day
        ]

    def _get_value_on(self, day) -> float:
        """The last reading up to a day."""
        self.ensure_one()
        known = [reading for reading in self._get_readings() if reading.day <= day]
        return max(known).value if known else 0.0

    def _forecast_anew(self) -> None:
        """Use has changed: so may the days on which maintenance is due."""
        plans = self.env["aftersales.maintenance.plan"].sudo()
        plans = plans.search(
            [
                ("trigger", "=", "meter"),
                ("meter_id", "in", self.ids),
                ("state", "=", "active"),
            ]
        )
        plans._plan_anew()
