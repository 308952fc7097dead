from odoo import api, fields, models


class AftersalesEquipmentReading(models.Model):
    """What a meter showed on a day."""

    _name = "aftersales.equipment.reading"
    _description = "Meter Reading"
    _order = "day desc, id desc"
    _rec_name = "day"
    _check_company_auto = True

    meter_id = fields.Many2one(
        "aftersales.equipment.meter", required=True, index=True, ondelete="cascade"
    )
    equipment_id = fields.Many2one(
        related="meter_id.equipment_id", store=True, index=True
    )
    company_id = fields.Many2one(related="meter_id.company_id", store=True)
    day = fields.Date(required=True, default=fields.Date.context_today)
    value = fields.Float(string="Reading", required=True)
    uom_name = fields.Char(related="meter_id.uom_name")
    user_id = fields.Many2one(
        "res.users",
        string="Read By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    note = fields.Char()

    _value_positive = models.Constraint(
        "CHECK(value >= 0)", "A meter reading cannot be negative."
    )
    _day_once = models.UniqueIndex(
        "(meter_id, day)", "This meter was read on that day already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        readings = super().create(vals_list)
        readings.meter_id._forecast_anew()
        return readings

    def write(self, vals):
        meters = self.meter_id
        result = super().write(vals)
        if vals.keys() & {"day", "value", "meter_id"}:
            (meters | self.meter_id)._forecast_anew()
        return result

    def unlink(self):
        meters = self.meter_id
        result = super().unlink()
        meters._forecast_anew()
        return result
