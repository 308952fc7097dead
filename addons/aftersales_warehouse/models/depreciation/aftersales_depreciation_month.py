from odoo import api, fields, models
from odoo.fields import Domain

from .aftersales_depreciation_post import REMINDER


class AftersalesDepreciationRun(models.Model):
    """Months that wait: the job prepares the next one, a button posts all of them."""

    _inherit = "aftersales.depreciation.run"

    @api.model
    def _cron_prepare(self) -> None:
        """Compute the first open month of each company with aged goods, and tell who
        sees to it. It is killed and started at will: batches commit as they are done.
        """
        cron = self.env["ir.cron"]
        for company in self._get_companies_with_stock():
            months = self._get_open_months(company)
            run = self._prepare_run(company, months[0]) if months else self.browse()
            if run.state == "draft":
                if not run._finish(after_batch=cron._commit_progress):
                    return
                run._remind()
                cron._commit_progress()

    @api.model
    def _get_companies_with_stock(self):
        """Companies that have layers to depreciate and a policy with accounts."""
        groups = self.env["aftersales.stock.layer"]._read_group(
            [("is_depreciable", "=", True), ("remaining_quantity", ">", 0)],
            ["company_id"],
        )
        policies = self.env["aftersales.storage.policy"].search(Domain.TRUE)
        return self.env["res.company"].union(
            *(
                company
                for (company,) in groups
                if any(policies.with_company(company).mapped("allowance_account_id"))
            )
        )

    @api.model
    def _prepare_run(self, company, month_end):
        """The run of a month, made if there is none."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("month_end", "=", month_end),
                ("state", "!=", "reversed"),
            ],
            limit=1,
        ) or self.create(
            {
                "company_id": company.id,
                "month_end": month_end,
                "user_id": company.aftersales_depreciation_user_id.id,
            }
        )

    def _remind(self) -> None:
        """An activity for who sees to depreciation; without one, for all of finance."""
        self.ensure_one()
        users = self.user_id or self.env.ref(
            "aftersales_service.group_finance"
        ).all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        for user in users:
            words = self.with_context(lang=user.lang).env
            self.activity_schedule(
                REMINDER,
                fields.Date.context_today(self),
                summary=words._("Look at the month's depreciation and post it"),
                user_id=user.id,
            )

    @api.model
    def _catch_up(self, company, months: list):
        """Compute and post these months, one after the other."""
        runs = self.browse()
        for month_end in months:
            run = self._prepare_run(company, month_end)
            run.action_compute()
            run.action_post()
            runs |= run
        return runs
