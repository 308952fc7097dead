from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesMaintenanceStep(models.TransientModel):
    """Asks why a planned visit is skipped or postponed, and to which day."""

    _name = "aftersales.maintenance.step"
    _description = "Skip or Postpone a Visit"

    step = fields.Selection(
        [("postpone", "Postpone"), ("skip", "Skip")], required=True, default="postpone"
    )
    occurrence_ids = fields.Many2many(
        "aftersales.maintenance.occurrence",
        relation="aftersales_maintenance_step_occurrence_rel",
        string="Visits",
        required=True,
    )
    day = fields.Date(string="New Day")
    reason = fields.Char(required=True)
    is_ordered = fields.Boolean(compute="_compute_is_ordered")

    @api.depends("occurrence_ids.state")
    def _compute_is_ordered(self):
        for wizard in self:
            wizard.is_ordered = "ordered" in wizard.occurrence_ids.mapped("state")

    def action_confirm(self):
        self.ensure_one()
        if self.step == "skip":
            return self.occurrence_ids._skip(self.reason)
        if not self.day or self.day < fields.Date.context_today(self):
            raise UserError(self.env._("New Day: choose today or a later day."))
        return self.occurrence_ids._postpone(self.day, self.reason)
