from odoo import models

PLAN = "aftersales_service.analytic_plan_outlets"


class AftersalesOutlet(models.Model):
    """Cost and revenue of each outlet are kept apart from its approval on."""

    _inherit = "aftersales.outlet"

    def _open_analytic_accounts(self) -> None:
        """An analytic account for each outlet that has none, in one insert."""
        outlets = self.filtered(lambda outlet: not outlet.analytic_account_id)
        plan = self.env.ref(PLAN, raise_if_not_found=False)
        if not outlets or not plan:
            return
        accounts = (
            self.env["account.analytic.account"]
            .sudo()  # who approves an outlet need not be an accountant
            .create([outlet._prepare_analytic_vals(plan) for outlet in outlets])
        )
        for outlet, account in zip(outlets, accounts, strict=True):
            outlet.analytic_account_id = account

    def _prepare_analytic_vals(self, plan) -> dict:
        self.ensure_one()
        return {
            "name": self.name,
            "code": self.code,
            "plan_id": plan.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
        }
