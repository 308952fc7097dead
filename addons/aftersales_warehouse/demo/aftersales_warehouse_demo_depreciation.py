from datetime import timedelta

from odoo import api, models

from ..tools import depreciation

POSTED_MONTHS = 3
ALLOWANCE = ("147190", ("Allowance for Aged Stock", "超期库存跌价准备"))


class AftersalesWarehouseDemoDepreciation(models.AbstractModel):
    """Three months of depreciation posted, this month's computed."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_depreciation(self):
        company = self.env.company
        if not company.chart_template:
            return
        self._choose_depreciation_accounts()
        Run = self.env["aftersales.depreciation.run"]
        this_month = depreciation.month_end(self._today())
        months = [this_month]
        for _number in range(POSTED_MONTHS):
            months.insert(0, months[0].replace(day=1) - timedelta(days=1))
        Run._catch_up(company, months[:-1])
        Run._prepare_run(company, this_month).action_compute()

    @api.model
    def _choose_depreciation_accounts(self):
        policy = self.env.ref("aftersales_warehouse.storage_policy_default")
        policy.action_propose_accounts()
        if not policy.allowance_account_id:
            code, name = ALLOWANCE
            policy.allowance_account_id = self.env["account.account"].create(
                {
                    "code": code,
                    "name": self._text(name),
                    "account_type": "asset_current",
                }
            )
