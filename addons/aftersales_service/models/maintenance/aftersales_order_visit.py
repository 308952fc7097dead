from odoo import api, fields, models

from ...tools import order_flow


class AftersalesOrder(models.Model):
    """An order that a maintenance plan made, and what its plan learns of it."""

    _inherit = "aftersales.order"

    channel = fields.Selection(
        selection_add=[("plan", "Maintenance Plan")], ondelete={"plan": "set default"}
    )
    occurrence_id = fields.Many2one(
        "aftersales.maintenance.occurrence",
        string="Planned Visit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    plan_id = fields.Many2one(
        related="occurrence_id.plan_id", string="Maintenance Plan"
    )
    planned_date = fields.Date(
        string="Planned For",
        copy=False,
        index="btree_not_null",
        help="Day of a planned visit: it is promised for that day, not within hours.",
    )
    is_visit_done = fields.Boolean(
        compute="_compute_is_visit_done",
        store=True,
        help="The work of this visit is done: it counts for its contract.",
    )
    patrol_line_ids = fields.One2many(
        "aftersales.patrol.line", "order_id", string="Units of the Round"
    )

    # The key that makes an order of a visit once, however often the run is killed.
    _occurrence_uniq = models.UniqueIndex(
        "(occurrence_id) WHERE occurrence_id IS NOT NULL",
        "This planned visit has its order already.",
    )

    @api.depends("state", "state_before_wait", "contract_line_id")
    def _compute_is_visit_done(self):
        for order in self:
            order.is_visit_done = bool(order.contract_line_id) and order._is_work_done()

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.sudo().occurrence_id._follow_orders()
        if "planned_date" in vals:
            self._review_sla()
        return result

    def _choose_policy(self):
        """A planned visit is promised for its day."""
        return None if self.planned_date else super()._choose_policy()

    def _is_visit_over(self) -> bool:
        """Was it done, or dropped for good?"""
        self.ensure_one()
        return self._is_work_done() or self.state in order_flow.DONE_STATES

    def _create_patrol_lines(self) -> None:
        """A line for each unit of the round; one insert for all orders."""
        self.env["aftersales.patrol.line"].create(
            [
                {"order_id": order.id, "equipment_id": unit.id}
                for order in self
                for unit in order.occurrence_id.plan_id.equipment_ids
                if not order.equipment_id
            ]
        )
