from odoo import models


class HrEmployee(models.Model):
    """Who keeps a warehouse does not leave the company before he has handed over."""

    _inherit = "hr.employee"

    def write(self, vals):
        if vals.get("active") is False:
            self.sudo().user_id._refuse_leaving_keepers()
        return super().write(vals)
