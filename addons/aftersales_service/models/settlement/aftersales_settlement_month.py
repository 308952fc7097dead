from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import rate

BATCH = 20
# Kinds of outlet that a company settles with, by its setting.
SCOPES = {
    "outsourced": ("outsourced",),
    "external": ("outsourced", "authorised"),
    "all": ("outsourced", "authorised", "office", "own"),
}


class AftersalesSettlement(models.Model):
    """All outlets of a month, in batches that commit.

    A batch makes the settlements of some outlets with all their lines; a run that is
    killed leaves out the outlets of its last batch, and the next run goes on with
    those that have none.
    """

    _inherit = "aftersales.settlement"

    @api.model
    def _cron_settle(self) -> None:
        """Settle last month for the companies that pay by rate cards and whose day has
        come."""
        cron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].search(
            [("aftersales_settlement_day", "!=", 0)]
        )
        cards = self.env["aftersales.rate.card"].search([("state", "!=", "draft")])
        companies &= cards.company_id
        for company in companies.filtered(
            lambda company: company.aftersales_settlement_day <= today.day
        ):
            first, last = self._get_month(today - relativedelta(months=1))
            while done := self._settle_batch(company, first, last, BATCH):
                if not cron._commit_progress(done):
                    return

    @api.model
    def _get_month(self, day) -> tuple:
        first = day.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)

    @api.model
    def _settle_batch(self, company, first, last, limit: int) -> int:
        """Settle at most so many outlets that have no settlement of the month yet.

        :return: how many outlets were seen to
        """
        outlets = self._get_unsettled_outlets(company, first, last, limit)
        cards = self.env["aftersales.rate.card"]._get_cards(company)
        settlements = self.sudo().create(
            [
                self._prepare_month_vals(outlet, outlet._choose_card(cards, last))
                | {"date_from": first, "date_to": last}
                for outlet in outlets
            ]
        )
        settlements._reckon()
        return len(outlets)

    @api.model
    def _prepare_month_vals(self, outlet, card) -> dict:
        company = outlet.company_id
        return {
            "company_id": company.id,
            "outlet_id": outlet.id,
            "currency_id": (card or company).currency_id.id,
            "user_id": company.aftersales_settlement_user_id.id,
        }

    @api.model
    def _get_unsettled_outlets(self, company, first, last, limit: int):
        """Outlets with something to settle: visits, lines that wait, a guarantee."""
        kinds = SCOPES[company.aftersales_settlement_scope]
        outlets = self.env["aftersales.outlet"].sudo().with_context(active_test=False)
        guaranteed = outlets.search(
            [
                ("company_id", "=", company.id),
                ("kind", "in", kinds),
                ("state", "=", "active"),
            ]
        )._filter_guaranteed(last)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.id FROM aftersales_outlet o
                 WHERE o.company_id = %(company)s AND o.kind IN %(kinds)s
                   AND NOT EXISTS (
                       SELECT FROM aftersales_settlement s
                        WHERE s.outlet_id = o.id AND s.date_from = %(first)s
                          AND s.state <> 'cancelled')
                   AND (o.id = ANY(%(guaranteed)s)
                    OR EXISTS (
                       SELECT FROM aftersales_settlement_line w
                        WHERE w.outlet_id = o.id AND w.settlement_id IS NULL)
                    OR EXISTS (
                       SELECT FROM aftersales_dispatch d
                        WHERE d.outlet_id = o.id AND %(unsettled)s))
                 ORDER BY o.id
                 LIMIT %(limit)s
                """,
                company=company.id,
                kinds=kinds,
                first=first,
                guaranteed=guaranteed.ids,
                unsettled=self._get_unsettled_sql(company, last),
                limit=limit,
            )
        )
        return outlets.browse(row[0] for row in rows)

    @api.model
    def _get_unsettled_sql(self, company, last) -> SQL:
        """Which visits ``d`` of an outlet are finished and on no settlement."""
        since, until = company._get_settled_bounds(last)
        return SQL(
            """
            d.state IN ('finished', 'returned')
            AND d.finished_at >= %s AND d.finished_at < %s
            AND NOT EXISTS (
                SELECT FROM aftersales_settlement_line l
                 WHERE l.dispatch_id = d.id AND l.kind <> %s)
            """,
            since,
            until,
            rate.CORRECTION,
        )

    def _get_unsettled_dispatches(self):
        """Visits of these settlements' outlets that may be settled with them, the
        left-overs of earlier months among them; one query."""
        dispatches = self.env["aftersales.dispatch"].sudo()
        if not self:
            return dispatches
        rows = self.env.execute_query(
            SQL(
                "SELECT d.id FROM aftersales_dispatch d "
                "WHERE d.outlet_id IN %s AND %s ORDER BY d.finished_at, d.id",
                tuple(self.outlet_id.ids),
                self._get_unsettled_sql(self.company_id, max(self.mapped("date_to"))),
            )
        )
        return dispatches.browse(row[0] for row in rows)
