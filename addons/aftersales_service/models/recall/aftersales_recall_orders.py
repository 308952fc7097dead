from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import recall_flow

BATCH = 100
# Units whose holder may want the work: told or not, but not gone or done.
WAITING_STATES = ("found", "notified", "answered", "unreachable")


class AftersalesRecall(models.Model):
    """One service order for each unit at a customer, in batches that commit."""

    _inherit = "aftersales.recall"

    is_raising_orders = fields.Boolean(
        string="Raising Orders",
        readonly=True,
        copy=False,
        help="Each unit at a customer gets its service order, a batch at a time.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_free = fields.Monetary(
        string="Cost So Far",
        compute="_compute_amount_free",
        groups="aftersales_service.group_reader",
        help="What the orders of the recall cost us: labour at the tariff's price, "
        "parts at their cost.",
    )

    def _compute_amount_free(self):
        orders = dict(
            self.env["aftersales.recall.line"]
            .sudo()
            ._read_group(
                [("recall_id", "in", self.ids), ("order_id", "!=", False)],
                ["recall_id"],
                ["order_id:recordset"],
            )
        )
        costs = self._get_order_costs(
            self.env["aftersales.order"].union(*orders.values())
        )
        for recall in self:
            recall.amount_free = sum(
                costs.get(order.id, 0.0) for order in orders.get(recall, ())
            )

    def _get_order_costs(self, orders) -> dict[int, float]:
        """Cost to us by order. A cost report that knows entries may answer instead."""
        if not orders:
            return {}
        # The sum is no secret of a single order.
        groups = (
            self.env["aftersales.ledger"]
            .sudo()
            ._read_group(
                [("order_id", "in", orders.ids)], ["order_id"], ["amount_free:sum"]
            )
        )
        return {order.id: amount for order, amount in groups}

    def action_raise_orders(self):
        """Have an order raised for every unit that is at a customer."""
        self._check_step_role("raise_orders")
        self._refuse(
            [
                self.env._(
                    "%(recall)s: start the recall before its orders are raised.",
                    recall=recall.display_name,
                )
                for recall in self
                if recall.state != "running"
            ]
        )
        self.sudo().is_raising_orders = True
        self.env.ref("aftersales_service.ir_cron_recall_orders").sudo()._trigger()

    @api.model
    def _get_unordered_domain(self) -> Domain:
        return (
            Domain("recall_id.is_raising_orders", "=", True)
            & Domain("recall_id.state", "=", "running")
            & Domain("order_id", "=", False)
            & Domain("state", "in", WAITING_STATES)
            & Domain("partner_id", "!=", False)
            & Domain("place", "!=", "scrapped")
            & Domain("answer", "!=", "sold")
        )

    @api.model
    def _cron_raise_orders(self) -> None:
        """Raise what is wanted, batch by batch; a killed run goes on where it was."""
        cron = self.env["ir.cron"]
        Line = self.env["aftersales.recall.line"]
        domain = self._get_unordered_domain()
        cron._commit_progress(remaining=Line.search_count(domain))
        while lines := Line.search(domain, limit=BATCH).try_lock_for_update():
            lines._raise_orders()
            if not cron._commit_progress(len(lines)):
                return
        # What another server holds is its to do, and what is left over is for the
        # next run.
        if not Line.search_count(domain):
            self.search([("is_raising_orders", "=", True)]).is_raising_orders = False


class AftersalesRecallLine(models.Model):
    _inherit = "aftersales.recall.line"

    def _raise_orders(self, note: str = "") -> None:
        """One order for each unit that has none; never two, however often asked.

        Called with the rights of the system. The rows are locked, so that two who ask
        at once wait for each other.
        """
        self.lock_for_update()
        self.invalidate_recordset(["order_id", "state"])
        lines = self.filtered(
            lambda line: (
                line.partner_id
                and line.recall_id.state in recall_flow.ACTIVE_STATES
                and line._can("schedule")
                and (not line.order_id or line.order_id.state == "cancelled")
            )
        )
        lines._put_on_file()
        orders = self.env["aftersales.order"].create(
            [line._prepare_order_vals(note) for line in lines]
        )
        for line, order in zip(lines, orders, strict=True):
            line.order_id = order
        lines._transition("schedule")

    def _put_on_file(self) -> None:
        """A unit for each single number that a customer holds and that has none."""
        lines = self.filtered(
            lambda line: (
                not line.equipment_id and line.lot_id.product_id.tracking == "serial"
            )
        )
        units = self.env["aftersales.equipment"].create(
            [line._prepare_unit_vals() for line in lines]
        )
        for line, unit in zip(lines, units, strict=True):
            line.equipment_id = unit

    def _prepare_unit_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "partner_id": self.partner_id.id,
        }

    def _prepare_order_vals(self, note: str = "") -> dict:
        """The order of one unit, in the customer's file, free of charge."""
        self.ensure_one()
        recall = self.recall_id
        parts = (recall.title, recall.remedy, recall.work_instructions, note)
        vals = {
            "company_id": self.company_id.id,
            "channel": "recall",
            "partner_id": self.partner_id.id,
            "equipment_id": self.equipment_id.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "serial": self.serial,
            "priority": "2" if recall.hazard_level == "serious" else "0",
            "description": "\n".join(filter(None, parts)),
            "user_id": False,
        }
        if recall.order_type_id:
            vals["type_id"] = recall.order_type_id.id
        if self.outlet_id.state == "active":
            vals["outlet_id"] = self.outlet_id.id
        return vals
