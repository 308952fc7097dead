from odoo import fields, models


class SurveyUserInput(models.Model):
    """An attempt at the exam of a training."""

    _inherit = "survey.user_input"

    aftersales_attendance_id = fields.Many2one(
        "aftersales.training.attendance",
        string="Training Attendance",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def _mark_done(self):
        """Who passes gets his certificate at once, if the session was held."""
        result = super()._mark_done()
        self.sudo().aftersales_attendance_id._settle()
        return result
