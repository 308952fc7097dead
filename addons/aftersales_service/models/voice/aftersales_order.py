from odoo import api, fields, models


class AftersalesOrder(models.Model):
    """Services without a visit are asked about when the work is done."""

    _inherit = "aftersales.order"

    opinion_ids = fields.One2many(
        "aftersales.opinion", "order_id", string="Opinions", readonly=True
    )
    opinion_count = fields.Integer(compute="_compute_opinion_count")

    @api.depends("opinion_ids.answered_at")
    def _compute_opinion_count(self):
        counts = dict(
            self.env["aftersales.opinion"]._read_group(
                [("order_id", "in", self.ids), ("answered_at", "!=", False)],
                ["order_id"],
                ["__count"],
            )
        )
        for order in self:
            order.opinion_count = counts.get(order, 0)

    def _transition(self, step, **values):
        result = super()._transition(step, **values)
        if step == "repair":
            self._ask_opinions()
        return result

    def _ask_opinions(self) -> None:
        """Ask about orders that nobody had to drive out for."""
        Opinion = self.env["aftersales.opinion"].sudo()
        asked = Opinion.search([("order_id", "in", self.ids)]).order_id
        driven = self.sudo().filtered(
            lambda order: order.dispatch_ids.filtered(lambda d: d.state != "cancelled")
        )
        Opinion.with_context(tracking_disable=True).create(
            [{"order_id": order.id} for order in self.sudo() - asked - driven]
        )

    def action_view_opinions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_opinion_action"
        )
        return {**action, "domain": [("order_id", "=", self.id)], "context": {}}

    def _get_opinion_to_give(self):
        """The newest opinion that the customer may give or change on the portal."""
        self.ensure_one()
        opinions = self.opinion_ids.filtered(lambda o: o._is_open_for_answers())
        return opinions.sorted("id")[-1:]
