from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import clearing_flow

BATCH = 500


class AftersalesStockClearing(models.Model):
    """Every night: days that are over are there to be cleared, what was cleared is
    looked at again, and people are told of what is open."""

    _inherit = "aftersales.stock.clearing"

    @api.model
    def _cron_watch(self) -> None:
        """Each step finds what is left to do, so a killed run goes on where it was."""
        cron = self.env["ir.cron"]
        made = self._open_periods()
        if not cron._commit_progress(len(made)):
            return
        disturbed = self._disturb_changed()
        if not cron._commit_progress(len(disturbed)):
            return
        self.search([("state", "=", "open")])._reckon()
        if cron._commit_progress():
            self._cron_remind()

    @api.model
    def _open_periods(self):
        """Make the clearings of days and months that are over and not there yet."""
        days = self.create(
            [
                {"warehouse_id": warehouse, "date_from": day, "date_to": day}
                for warehouse, day in self._find_days()
            ]
        )
        months = self.create(
            [
                {
                    "kind": "month",
                    "warehouse_id": warehouse,
                    "date_from": month,
                    "date_to": fields.Date.end_of(month, "month"),
                }
                for warehouse, month in self._find_months()
            ]
        )
        (days | months)._reckon()
        return days | months

    @api.model
    def _find_days(self) -> list[tuple]:
        """(warehouse, day) on which goods moved and which are not there yet."""
        self.flush_model()
        self.env["res.company"].flush_model(["aftersales_clearing_since"])
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT e.warehouse_id, e.day
                  FROM %(entries)s e
                  JOIN res_company c ON c.id = e.company_id
                  LEFT JOIN resource_calendar rc ON rc.id = c.resource_calendar_id
                 WHERE NOT e.is_within
                   AND e.date >= (SELECT MIN(aftersales_clearing_since) - 1
                                    FROM res_company)
                   AND e.day >= c.aftersales_clearing_since
                   AND e.day < %(today)s
                   AND NOT EXISTS (
                       SELECT FROM aftersales_stock_clearing k
                        WHERE k.warehouse_id = e.warehouse_id AND k.kind = 'day'
                          AND k.date_from = e.day)
                 ORDER BY e.day, e.warehouse_id
                """,
                entries=self.env["aftersales.goods.ledger"]._table_sql,
                today=self._today(),
            )
        )

    @api.model
    def _find_months(self) -> list[tuple]:
        """(warehouse, first day) of months that are over and not there yet."""
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT d.warehouse_id,
                       DATE_TRUNC('month', d.date_from)::date AS month
                  FROM aftersales_stock_clearing d
                  JOIN res_company c ON c.id = d.company_id
                  LEFT JOIN resource_calendar rc ON rc.id = c.resource_calendar_id
                 WHERE d.kind = 'day'
                   AND d.date_from < DATE_TRUNC('month', %(today)s)
                   AND NOT EXISTS (
                       SELECT FROM aftersales_stock_clearing k
                        WHERE k.warehouse_id = d.warehouse_id AND k.kind = 'month'
                          AND k.date_from = DATE_TRUNC('month', d.date_from)::date)
                 ORDER BY month, d.warehouse_id
                """,
                today=self._today(),
            )
        )

    @api.model
    def _today(self) -> SQL:
        """The day it is where the company ``c`` is, with its calendar ``rc``."""
        return SQL(
            "(%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(rc.tz, 'UTC'))"
            "::date",
            fields.Datetime.now(),
        )

    # -- what came in later -----------------------------------------------------------

    @api.model
    def _disturb_changed(self):
        """Reopen cleared days whose moves are no longer those that were cleared; where
        their sum changed, what was cleared after them, too."""
        self.flush_model()
        changed = {
            clearing_id: moved
            for clearing_id, moved in self.env.execute_query(
                SQL(
                    """
                    SELECT c.id,
                           (COALESCE(d.own_received - d.own_issued, 0),
                            COALESCE(d.consigned_received - d.consigned_issued, 0))
                           IS DISTINCT FROM (c.own_received - c.own_issued,
                                             c.consigned_received - c.consigned_issued)
                      FROM aftersales_stock_clearing c
                      LEFT JOIN (%(days)s) d
                        ON d.warehouse_id = c.warehouse_id AND d.day = c.date_from
                     WHERE c.kind = 'day' AND c.state = 'cleared'
                       AND MD5(d.digest) IS DISTINCT FROM c.digest
                    """,
                    days=self._get_days(
                        SQL(
                            """
                            e.date >= (SELECT MIN(date_from) - 1
                                         FROM aftersales_stock_clearing)
                            """
                        )
                    ),
                )
            )
        }
        days = self.browse(changed)
        disturbed = days | self._find_later(days.filtered(lambda day: changed[day.id]))
        disturbed.sudo()._transition("disturb", reminded_at=False)
        return disturbed

    def _find_later(self, days):
        """Cleared periods that end on one of these days or later, in one query.

        :param days: clearings of days
        """
        first: dict = defaultdict(lambda: fields.Date.to_date("9999-12-31"))
        for day in days:
            first[day.warehouse_id] = min(first[day.warehouse_id], day.date_to)
        return self.search(
            [("warehouse_id", "in", days.warehouse_id.ids), ("state", "=", "cleared")]
        ).filtered(lambda later: later.date_to >= first[later.warehouse_id])

    # -- telling people ---------------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return Domain("state", "in", clearing_flow.OPEN_STATES) & Domain(
            "reminded_at", "=", False
        )

    @api.model
    def _get_remind_order(self) -> str:
        return "date_from, id"

    def _mark_told(self) -> None:
        self.write({"reminded_at": fields.Datetime.now()})

    def _prepare_reminders(self) -> list[dict]:
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref("aftersales_warehouse.activity_type_stock_clearing")
        keepers = self._get_keepers()
        return [
            {
                "activity_type_id": kind.id,
                "res_model_id": model_id,
                "res_id": clearing.id,
                "user_id": user.id,
                "automated": True,
                "summary": clearing.with_context(lang=user.lang)._get_summary(),
                "date_deadline": clearing.date_to,
            }
            for clearing in self
            if (user := keepers[clearing])
        ]

    def _get_summary(self) -> str:
        self.ensure_one()
        if self.state == "disturbed":
            return self.env._("Moves came in later: clear again")
        if self.kind == "month":
            return self.env._("Balance the month")
        return self.env._("Clear the day")

    def _get_keepers(self) -> dict:
        """Who clears each: a storekeeper of the outlet, else its manager; in a
        warehouse of head office the first storekeeper; a month, finance."""
        storekeepers = self._get_users("aftersales_service.group_storekeeper")
        finance = self._get_users("aftersales_service.group_finance")
        keepers = {}
        for clearing in self.sudo():
            outlet = clearing.outlet_id
            fitting = (
                finance
                if clearing.kind == "month"
                else storekeepers & outlet.user_ids | outlet.manager_id
                if outlet
                else storekeepers
            )
            keepers[self.browse(clearing.id)] = fitting.filtered(
                lambda user, company=clearing.company_id: (
                    user.active and company in user.company_ids
                )
            )[:1]
        return keepers

    @api.model
    def _get_users(self, group: str):
        """People of a role, those who have it as their own task first."""
        role = self.env.ref(group).sudo()
        users = role.user_ids.sorted("id")
        return users - self.env.ref("base.user_root")
