from odoo import api, models


class AftersalesCorrectiveTask(models.Model):
    """Return visits tell of problems, and so does what a campaign showed."""

    _inherit = "aftersales.corrective.task"

    @api.model
    def _get_origin_models(self) -> tuple[str, ...]:
        return (
            *super()._get_origin_models(),
            "aftersales.return.visit",
            "aftersales.return.visit.campaign",
        )
