from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesTechnicianFinderLine(models.TransientModel):
    """One technician in the ranked table."""

    _name = "aftersales.technician.finder.line"
    _description = "Ranked Technician"
    _order = "sequence, id"
    _rec_name = "technician_id"

    finder_id = fields.Many2one(
        "aftersales.technician.finder", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(string="Place")
    technician_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    score = fields.Float(digits=(16, 1))
    has_distance = fields.Boolean()
    distance_km = fields.Float(string="Distance (km)", digits=(16, 1))
    scheduled_start = fields.Datetime(string="From")
    scheduled_end = fields.Datetime(string="Until")
    availability = fields.Selection(
        [("free", "Free"), ("later", "Later"), ("excluded", "Excluded")], required=True
    )
    reason = fields.Text(string="Reasons")

    def action_choose(self):
        """Plan the visit with this technician at the time shown."""
        self.ensure_one()
        if self.availability == "excluded":
            raise UserError(
                self.env._(
                    "%(technician)s cannot go:\n%(reason)s",
                    technician=self.technician_id.sudo().name,
                    reason=self.reason,
                )
            )
        return self.finder_id._choose(self)
