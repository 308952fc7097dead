from odoo import fields, models
from odoo.tools import SQL

BATCH = 20_000


class AftersalesDepreciationRun(models.Model):
    """Lines are computed batch by batch, each saved with how far it has come."""

    _inherit = "aftersales.depreciation.run"

    def action_compute(self):
        """Compute the lines, or compute them anew: nothing is posted by that."""
        self._check_step_role("compute")
        self._check_step_possible("restart")
        self.check_access("read")
        runs = self.sudo().sorted("month_end")
        runs._refuse([problem for run in runs for problem in run._get_order_problems()])
        for run in runs:
            run._start_over()
            run._finish()

    def _start_over(self) -> None:
        """Forget what was computed before."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        self._transition("restart", progress_id=0)
        self._drop_lines()

    def _drop_lines(self) -> None:
        self.env.cr.execute(
            SQL("DELETE FROM aftersales_depreciation_line WHERE run_id = %s", self.id)
        )
        self.env.invalidate_all()

    def _finish(self, after_batch=lambda: True) -> bool:
        """Compute what is left of the run, batch by batch.

        :param after_batch: called after each; the job commits there. It ends the work
            for now by returning nothing
        :return: is the run computed?
        """
        while self._compute_batch(BATCH):
            if not after_batch():
                return False
        self._compute_releases()
        # Posting follows at once: its queries are planned by what is there now, not by
        # what the server saw of the table before.
        self.env.cr.execute("ANALYZE aftersales_depreciation_line")
        self._sum_up()
        self._transition("compute", computed_at=fields.Datetime.now())
        return True

    def _compute_batch(self, limit: int) -> bool:
        """Lines of the next layers; they and how far it has come are saved together."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["progress_id"])
        self.env.flush_all()
        [[upto]] = self.env.execute_query(
            SQL(
                "SELECT MAX(id) FROM (%s AND l.id > %s ORDER BY l.id LIMIT %s) batch",
                self._get_layers_sql(SQL("l.id")),
                self.progress_id,
                limit,
            )
        )
        if not upto:
            return False
        self._insert_lines(self._get_charges_sql(self.progress_id, upto))
        self.progress_id = upto
        return True

    def _compute_releases(self) -> None:
        self.env.flush_all()
        self._insert_lines(self._get_releases_sql())

    def _insert_lines(self, rows: SQL) -> None:
        self.env.cr.execute(
            SQL(
                "INSERT INTO aftersales_depreciation_line (%s) %s",
                self._get_columns_sql(),
                rows,
            )
        )
        self.env["aftersales.depreciation.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])

    def _sum_up(self) -> None:
        Line = self.env["aftersales.depreciation.line"]
        sums = {
            kind: (count, amount, cumulative)
            for kind, count, amount, cumulative in Line._read_group(
                [("run_id", "=", self.id)],
                ["kind"],
                ["__count", "amount:sum", "cumulative:sum"],
            )
        }
        _count, charged, cumulative = sums.get("charge", (0, 0.0, 0.0))
        self.write(
            {
                "line_count": sum(row[0] for row in sums.values()),
                "charge_amount": charged,
                "release_amount": -sum(
                    sums[kind][1] for kind in ("release", "revive") if kind in sums
                ),
                "cumulative_amount": cumulative,
            }
        )
