from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import order_flow
from ..flag import flag_domain


class AftersalesOrder(models.Model):
    """What was before: likely duplicates of a call, repeats of a fault (R243)."""

    _inherit = "aftersales.order"

    repeat_of_id = fields.Many2one(
        "aftersales.order",
        compute="_compute_repeat_of_id",
        store=True,
        index="btree_not_null",
        help="The last order with the same fault of the same unit within the days set "
        "in Settings: a repair that did not hold.",
    )
    is_repeat = fields.Boolean(
        string="Repeated Fault",
        compute="_compute_is_repeat",
        search="_search_is_repeat",
    )
    duplicate_ids = fields.Many2many(
        "aftersales.order",
        string="Likely Duplicates",
        compute="_compute_duplicate_ids",
        help="Open orders about the same unit or from the same phone with the same "
        "fault.",
    )
    recent_order_ids = fields.Many2many(
        "aftersales.order",
        string="Earlier Orders",
        compute="_compute_recent_order_ids",
    )
    customer_equipment_ids = fields.Many2many(
        "aftersales.equipment",
        string="Customer's Units",
        compute="_compute_customer_equipment_ids",
    )

    _equipment_symptom_idx = models.Index(
        "(equipment_id, symptom_id, received_at) WHERE equipment_id IS NOT NULL"
    )

    @api.depends("equipment_id", "symptom_id", "received_at")
    def _compute_repeat_of_id(self):
        self.repeat_of_id = False
        orders = self.filtered(
            lambda order: (
                isinstance(order.id, int) and order.equipment_id and order.symptom_id
            )
        )
        if not orders:
            return
        # The batch may hold both the fault and its repeat: compare what is stored.
        self.env["aftersales.order"].flush_model(
            ["equipment_id", "symptom_id", "received_at", "state"]
        )
        self.env["res.company"].flush_model(["aftersales_repeat_days"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (o.id) o.id, earlier.id
                  FROM aftersales_order o
                  JOIN res_company c
                    ON c.id = o.company_id
                   AND c.aftersales_repeat_days > 0
                  JOIN aftersales_order earlier
                    ON earlier.equipment_id = o.equipment_id
                   AND earlier.symptom_id = o.symptom_id
                   AND earlier.company_id = o.company_id
                   AND earlier.state != 'cancelled'
                   AND (earlier.received_at, earlier.id) < (o.received_at, o.id)
                   AND earlier.received_at
                       >= o.received_at - c.aftersales_repeat_days * interval '1 day'
                 WHERE o.id IN %s
                 ORDER BY o.id, earlier.received_at DESC, earlier.id DESC
                """,
                tuple(orders.ids),
            )
        )
        earlier_of = dict(rows)
        for order in orders:
            order.repeat_of_id = earlier_of.get(order.id)

    @api.depends("repeat_of_id")
    def _compute_is_repeat(self):
        for order in self:
            order.is_repeat = bool(order.repeat_of_id)

    def _search_is_repeat(self, operator, value):
        if operator != "in":
            return NotImplemented
        return flag_domain(value, fields.Domain("repeat_of_id", "!=", False))

    @api.depends("equipment_id", "phone_key", "symptom_id", "received_at", "company_id")
    def _compute_duplicate_ids(self):
        for order in self:
            order.duplicate_ids = order._find_duplicates()

    def _find_duplicates(self, limit=5):
        """Open orders this one may double, newest first (one form at a time)."""
        self.ensure_one()
        Order = self.env["aftersales.order"]
        days = self.company_id.aftersales_duplicate_days
        same = fields.Domain.OR(
            [
                [(field, "=", value)]
                for field, value in (
                    ("equipment_id", self.equipment_id.id),
                    ("phone_key", self.phone_key),
                )
                if value
            ]
        )
        if not days or not self.symptom_id or same.is_false():
            return Order
        since = (self.received_at or fields.Datetime.now()) - timedelta(days=days)
        return Order.search(
            same
            & fields.Domain("symptom_id", "=", self.symptom_id.id)
            & fields.Domain("company_id", "=", self.company_id.id)
            & fields.Domain("state", "not in", order_flow.DONE_STATES)
            & fields.Domain("received_at", ">=", since)
            & fields.Domain("id", "not in", self._origin.ids),
            limit=limit,
        )

    @api.depends("partner_id")
    def _compute_recent_order_ids(self):
        for order in self:
            order.recent_order_ids = (
                self.search(
                    [
                        ("partner_id", "=", order.partner_id.id),
                        ("id", "not in", order._origin.ids),
                    ],
                    limit=5,
                )
                if order.partner_id
                else False
            )

    @api.depends("partner_id")
    def _compute_customer_equipment_ids(self):
        """Units of the customer that the user may see."""
        for order in self:
            order.customer_equipment_ids = (
                self.env["aftersales.equipment"].search(
                    [("partner_id", "=", order.partner_id.id)], limit=20
                )
                if order.partner_id
                else False
            )
