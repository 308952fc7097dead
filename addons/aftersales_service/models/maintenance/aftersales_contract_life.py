from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

BATCH = 200
ACTIVITY = "aftersales_service.activity_type_contract"


class AftersalesContract(models.Model):
    """What the days bring: renewals to talk about, contracts that are over, visits."""

    _inherit = "aftersales.contract"

    @api.model
    def _cron_follow(self) -> None:
        """In batches that commit; a killed run finds the rest where it was."""
        cron = self.env["ir.cron"]
        for work in (self._end_batch, self._announce_batch):
            while done := work(BATCH):
                if not cron._commit_progress(done):
                    return

    @api.model
    def _end_batch(self, limit: int) -> int:
        over = self.search(
            [
                ("state", "=", "in_force"),
                ("date_end", "<", fields.Date.context_today(self)),
            ],
            order="date_end, id",
            limit=limit,
        ).try_lock_for_update()
        over._transition("end")
        over.plan_ids._stop()
        return len(over)

    @api.model
    def _announce_batch(self, limit: int) -> int:
        """Tell who is responsible that a contract is about to end, once."""
        today = fields.Date.context_today(self)
        near = self.search(
            self._get_ending_domain(today), order="date_end, id", limit=limit
        ).try_lock_for_update()
        kind = self.env.ref(ACTIVITY)
        model_id = self.env["ir.model"]._get_id(self._name)
        vals_list = []
        for contract in near:
            user = contract.user_id or contract._get_manager()
            if not user:
                continue
            words = contract.with_context(lang=user.lang)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": contract.id,
                    "user_id": user.id,
                    "date_deadline": contract.date_end,
                    "summary": words.env._(
                        "Contract %(contract)s ends on %(day)s: renew it or let it end",
                        contract=contract.name,
                        day=format_date(words.env, contract.date_end),
                    ),
                }
            )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            vals_list
        )
        near.is_told = True
        return len(near)

    @api.model
    def _get_ending_domain(self, today) -> Domain:
        """Contracts within their notice of renewal, of which nobody was told."""
        notice = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s - %s <= %s",
                SQL.identifier(alias, "date_end"),
                SQL.identifier(alias, "renewal_days"),
                today,
            )
        )
        return (
            Domain("state", "=", "in_force")
            & Domain("is_told", "=", False)
            & Domain("date_end", ">=", today)
            & notice
        )

    def _get_manager(self):
        self.ensure_one()
        return self.outlet_id.manager_id or (
            self.company_id.aftersales_service_manager_id
        )

    # -- visits ------------------------------------------------------------------------

    def _make_plans(self) -> None:
        """A plan for each service with visits: for each unit, or for all at once."""
        Plan = self.env["aftersales.maintenance.plan"]
        vals_list = []
        for line in self.line_ids.filtered("visits_per_year"):
            units = line.contract_id.unit_ids
            for group in [units] if line.is_patrol else units:
                vals_list.append(line._prepare_plan_vals(group))
        Plan.create(vals_list).action_activate()
