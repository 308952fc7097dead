from odoo import api, fields, models


class AftersalesOutlet(models.Model):
    """Opening hours in words, from the outlet's calendar."""

    _inherit = "aftersales.outlet"

    opening_hours = fields.Char(
        string="Hours", compute="_compute_opening_hours", compute_sudo=True
    )

    @api.depends("calendar_id.attendance_ids.hour_from", "calendar_id.flexible_hours")
    @api.depends_context("lang")
    def _compute_opening_hours(self):
        for calendar, outlets in self.grouped("calendar_id").items():
            outlets.opening_hours = calendar._get_opening_words()
