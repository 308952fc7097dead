from odoo import models

from ...tools import depreciation


class AftersalesStoragePolicy(models.Model):
    _inherit = "aftersales.storage.policy"

    def _to_terms(self) -> depreciation.Terms:
        self.ensure_one()
        return depreciation.Terms(
            storage_months=self.storage_months,
            rate=depreciation.exact(self.rate) / 100,
            period_count=self.period_count,
            month_basis=self.month_basis,
        )
