from odoo import api, models
from odoo.fields import Date

from . import cases


class AftersalesDemo(models.AbstractModel):
    """Papers of last month: the slips are sealed, the receipts still lack something;
    files of closed orders wait for the office. A manager looked at a customer file."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_archive(self):
        slips = self._open_batch("slip")
        self._explain(slips)
        self._advance_batch(slips, "seal")
        files = self._open_batch("order")
        self._explain(files)
        self._advance_batch(files, "hand_in")
        self._leave_gaps()
        self._open_batch("receipt")
        self._advance_batch(self._open_batch("statistic"), "receive")
        self._look_at_file()

    @api.model
    def _open_batch(self, name: str):
        """The last period that is over, collected."""
        rule = self.env.ref(f"aftersales_service.archive_rule_{name}")
        today = self._today()
        rule.date_start = {
            "week": Date.subtract(today, weeks=1),
            "month": Date.subtract(today.replace(day=1), days=1),
            "quarter": Date.subtract(today, months=3),
        }[rule.period]
        batch = rule._open_periods(today)[:1]
        batch._collect()
        return batch

    @api.model
    def _explain(self, batch):
        batch.line_ids.filtered("gaps").write({"excuse": self._text(cases.EXCUSE)})

    @api.model
    def _advance_batch(self, batch, until: str):
        for step, user in (
            ("hand_in", "dispatcher"),
            ("receive", "manager"),
            ("seal", "manager"),
        ):
            getattr(batch.with_user(self._ref(f"user_{user}")), f"action_{step}")()
            if step == until:
                return

    @api.model
    def _leave_gaps(self):
        """A receipt of last month whose copy the customer still has."""
        day = -self._today().day - 6
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "order_id": self.env["aftersales.order"]
                .search([("state", "!=", "cancelled")], limit=1)
                .id,
                "description": self._text(cases.TAKEN),
                "condition": self._text(cases.TAKEN_STATE),
                "taken_at": self._moment(day - 3, 600),
            }
        )
        receipt.action_return()
        receipt.returned_at = self._moment(day, 900)

    @api.model
    def _look_at_file(self):
        manager = self._ref("user_manager")
        file = (
            self.env["aftersales.customer.file"]
            .with_user(manager)
            .create(
                {
                    "partner_id": self._ref("customer_0").id,
                    "reason": self._text(cases.FILE_REASON),
                }
            )
        )
        file.action_open_file()
