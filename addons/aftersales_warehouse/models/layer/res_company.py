from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_layer_day(self, moment):
        """The day of a moment where the company works."""
        zone = self.resource_calendar_id.tz or self.partner_id.tz or "UTC"
        here = self.with_context(tz=zone)
        return fields.Datetime.context_timestamp(here, moment).date()
