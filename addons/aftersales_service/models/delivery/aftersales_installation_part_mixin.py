from odoo import api, models


class AftersalesInstallationPartMixin(models.AbstractModel):
    """A line of an installation: written while the work goes on, fixed afterwards."""

    _name = "aftersales.installation.part.mixin"
    _description = "Part of an Installation"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.installation_id._check_working()
        return parts

    def write(self, vals):
        self.installation_id._check_working()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        self.installation_id._check_working()
