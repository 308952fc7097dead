from odoo import api, fields, models

CERTIFIED_MANAGERS = "certified_managers"


class AftersalesKpi(models.Model):
    """The dashboard warns while certified managers are missing, not once a year."""

    _inherit = "aftersales.kpi"

    manager_warning = fields.Text(compute="_compute_manager_warning", compute_sudo=True)

    @api.depends("source")
    @api.depends_context("company")
    def _compute_manager_warning(self):
        about = self.filtered(lambda record: record.source == CERTIFIED_MANAGERS)
        (self - about).manager_warning = False
        for record in about:
            record.manager_warning = self.env.company.aftersales_manager_warning
