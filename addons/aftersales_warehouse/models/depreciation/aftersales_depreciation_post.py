from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...tools import depreciation_flow
from .aftersales_depreciation_queries import ALL

REMINDER = "aftersales_warehouse.activity_type_depreciation"


class AftersalesDepreciationRun(models.Model):
    """Posting and taking back, each in one transaction: the entry, what layers carry
    and which shares are released change together or not at all."""

    _inherit = "aftersales.depreciation.run"

    def action_post(self):
        """Make the entries of computed runs, in the order of their months."""
        self._check_step_role("post")
        self._check_step_possible("post")
        self.check_access("read")
        for run in self.sudo().sorted("month_end"):
            run._post()

    def _post(self) -> None:
        """Who posts the same run at this moment is waited for, and finds it posted."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset()
        self._check_step_possible("post")
        self.env.flush_all()
        self._refuse(
            self._get_order_problems()
            or [
                *self._get_time_problems(),
                *self._get_stale_problems(),
                *self._get_account_problems(),
            ]
        )
        self.move_id = self._create_entry()
        self._book(1)
        self._mark_released()
        [[last_use_id]] = self.env.execute_query(
            SQL(
                "SELECT COALESCE(MAX(id), 0) FROM aftersales_stock_layer_use "
                "WHERE company_id = %s",
                self.company_id.id,
            )
        )
        self._transition(
            "post",
            last_use_id=last_use_id,
            posted_by_id=self.env.uid,
        )
        self.activity_unlink([REMINDER])
        self._check_books()

    def _book(self, sign: int) -> None:
        """Bring the month's charges to the layers, or (``sign`` -1) take them off."""
        self.env.cr.execute(
            SQL(
                "UPDATE aftersales_stock_layer l "
                "   SET allowance = COALESCE(l.allowance, 0) + %s * d.amount "
                "  FROM aftersales_depreciation_line d "
                " WHERE d.layer_id = l.id AND d.run_id = %s AND d.kind = 'charge' "
                "   AND d.amount <> 0",
                sign,
                self.id,
            )
        )
        self._spread(sign)
        self.env["aftersales.stock.layer"].invalidate_model(["allowance"])

    def _mark_released(self) -> None:
        self.env.cr.execute(
            SQL(
                "UPDATE aftersales_stock_layer_use u SET release_run_id = %s "
                "  FROM aftersales_depreciation_line d "
                " WHERE d.use_id = u.id AND d.run_id = %s",
                self.id,
                self.id,
            )
        )
        self.env["aftersales.stock.layer.use"].invalidate_model(["release_run_id"])

    # -- back --------------------------------------------------------------------------

    def action_reverse(self):
        """Take the last posted run back; its month may be run anew then."""
        self._check_step_role("reverse")
        self._check_step_possible("reverse")
        self.check_access("read")
        for run in self.sudo().sorted("month_end", reverse=True):
            run._reverse()

    def _reverse(self) -> None:
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset()
        self._check_step_possible("reverse")
        self._refuse([*self._get_later_problems(), *self._get_lock_problems()])
        self._transition("reverse")
        self._reverse_entry()
        self.env.flush_all()
        self._book(-1)
        self.env["aftersales.stock.layer.use"].search(
            [("release_run_id", "=", self.id)]
        ).release_run_id = False
        self.env.flush_all()
        self._check_books()

    # -- what stands against it --------------------------------------------------------

    @api.model
    def _get_last_posted(self, company):
        return self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "posted")],
            order="month_end desc",
            limit=1,
        )

    @api.model
    def _get_open_months(self, company) -> list:
        """Ends of the months that wait for a run, in their order."""
        return depreciation_flow.open_months(
            self._get_last_posted(company).month_end or None,
            fields.Date.context_today(self),
        )

    def _get_order_problems(self) -> list[str]:
        """Months are run one after the other."""
        self.ensure_one()
        values = {"run": self.display_name}
        earlier = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("draft", "computed")),
                ("month_end", "<", self.month_end),
                ("id", "!=", self.id),
            ],
            order="month_end",
            limit=1,
        )
        last = self._get_last_posted(self.company_id)
        if last and last.month_end >= self.month_end:
            return [
                self.env._(
                    "%(run)s: %(last)s is posted already. What came late is caught up "
                    "by the next month's run.",
                    last=last.display_name,
                    **values,
                )
            ]
        gap = [
            month
            for month in depreciation_flow.open_months(
                last.month_end or None, self.month_end
            )
            if last and month < self.month_end
        ]
        if earlier or gap:
            month = min([*gap, *earlier.mapped("month_end")])
            return [
                self.env._(
                    "%(run)s: %(month)s comes first and is not posted. Post it, or "
                    "choose “Post Open Months”.",
                    month=month.strftime("%Y-%m"),
                    **values,
                )
            ]
        return []

    def _get_later_problems(self) -> list[str]:
        last = self._get_last_posted(self.company_id)
        if last == self:
            return []
        return [
            self.env._(
                "%(run)s: later months build on it. Reverse %(last)s first.",
                run=self.display_name,
                last=last.display_name,
            )
        ]

    def _get_time_problems(self) -> list[str]:
        if self.month_end <= fields.Date.context_today(self):
            return []
        return [
            self.env._(
                "%(run)s: the month ends on %(day)s; it is posted then.",
                run=self.display_name,
                day=format_date(self.env, self.month_end),
            )
        ]

    def _get_stale_problems(self) -> list[str]:
        """What was looked at must be what is posted."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FROM (
                    SELECT layer_id, use_id, amount, cumulative FROM (
                        (%(charges)s) UNION ALL (%(releases)s)) fresh(%(columns)s)
                    ) now
                  FULL JOIN (
                    SELECT * FROM aftersales_depreciation_line WHERE run_id = %(run)s
                    ) seen
                    ON seen.layer_id = now.layer_id
                   AND COALESCE(seen.use_id, 0) = COALESCE(now.use_id, 0)
                 WHERE seen.amount IS DISTINCT FROM now.amount
                    OR seen.cumulative IS DISTINCT FROM now.cumulative
                """,
                charges=self._get_charges_sql(0, ALL),
                releases=self._get_releases_sql(),
                columns=self._get_columns_sql(),
                run=self.id,
            )
        )
        count = rows[0][0]
        if not count:
            return []
        return [
            self.env._(
                "%(run)s: %(count)s lines have changed since they were computed, as "
                "goods were moved in the month. Compute it anew and look at it again.",
                run=self.display_name,
                count=count,
            )
        ]
