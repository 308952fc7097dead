from odoo import api, models


class AftersalesCorrectiveTask(models.Model):
    """Decisions of management reviews become tasks."""

    _inherit = "aftersales.corrective.task"

    @api.model
    def _get_origin_models(self) -> tuple[str, ...]:
        return (*super()._get_origin_models(), "aftersales.management.review")
