from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import stocktake


class AftersalesStocktake(models.Model):
    """Stocktakes of each month end, made out by themselves, and who is reminded."""

    _name = "aftersales.stocktake"
    _inherit = ["aftersales.stocktake", "aftersales.reminder.mixin"]

    @api.model
    def _cron_propose(self) -> None:
        """Stocktakes of the last month end, and of the coming one shortly before it;
        each warehouse once, also where one was cancelled."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search(Domain.TRUE)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self.with_company(company)._propose_months(company)
            if not cron._commit_progress(1):
                return

    @api.model
    def _propose_months(self, company) -> None:
        policy = self.env["aftersales.stocktake.policy"]._get_for(company)
        if not policy:
            return
        warehouses = self.env["stock.warehouse"].search(
            self._get_counted_warehouse_domain(company)
        )
        months = stocktake.proposed_months(
            fields.Date.context_today(self), policy.lead_days
        )
        have = {
            (warehouse.id, day)
            for warehouse, day in self._read_group(
                [
                    ("kind", "=", "month_end"),
                    ("warehouse_id", "in", warehouses.ids),
                    ("date", "in", months),
                ],
                ["warehouse_id", "date:day"],
            )
        }
        self.create(
            [
                {"warehouse_id": warehouse.id, "date": month, "kind": "month_end"}
                for month in months
                for warehouse in warehouses
                if (warehouse.id, month) not in have
                # Nobody is owed the count of a month before the warehouse was there.
                and warehouse.create_date.date() <= month
            ]
        )

    @api.model
    def _get_counted_warehouse_domain(self, company) -> Domain:
        """Warehouses of outlets, and those of head office that somebody keeps."""
        return Domain("company_id", "=", company.id) & (
            Domain("aftersales_outlet_id", "!=", False)
            | Domain("aftersales_keeper_ids", "!=", False)
        )

    # -- reminders ---------------------------------------------------------------------

    @api.model
    def _get_overdue_domain(self) -> Domain:
        return (
            Domain("due_date", "<", fields.Date.context_today(self))
            & Domain("verified_at", "=", False)
            & Domain("state", "!=", "cancelled")
        )

    @api.model
    def _get_remind_domain(self) -> Domain:
        return self._get_overdue_domain() & Domain("reminded_at", "=", False)

    def _prepare_reminders(self) -> list[dict]:
        """To the storekeeper and to who supervises, in their own words."""
        activity_type = self.env.ref("aftersales_warehouse.activity_type_stocktake")
        model = self.env["ir.model"]._get_id(self._name)
        return [
            {
                "activity_type_id": activity_type.id,
                "res_model_id": model,
                "res_id": record.id,
                "date_deadline": record.due_date,
                "user_id": user.id,
                "summary": self.with_context(lang=user.lang).env._(
                    "The stocktake should be with head office"
                ),
            }
            for record in self
            for user in record.keeper_id
            | record.supervisor_id
            | record.outlet_id.manager_id
        ]

    def _mark_told(self) -> None:
        self.write({"reminded_at": fields.Datetime.now()})
