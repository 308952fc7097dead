from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    aftersales_delivery_ids = fields.One2many(
        "aftersales.delivery",
        "picking_id",
        string="Deliveries",
        groups="aftersales_service.group_reader",
    )
    aftersales_delivery_count = fields.Integer(
        string="Number of Deliveries",
        compute="_compute_aftersales_delivery_count",
        groups="aftersales_service.group_reader",
    )

    @api.depends("aftersales_delivery_ids")
    def _compute_aftersales_delivery_count(self):
        for picking in self:
            picking.aftersales_delivery_count = len(picking.aftersales_delivery_ids)

    def _get_open_deliveries(self):
        """Deliveries of these transfers that were not cancelled.

        Whoever moves goods need not see them.
        """
        return self.sudo().aftersales_delivery_ids.filtered(
            lambda delivery: delivery.state != "cancelled"
        )

    def action_view_aftersales_delivery(self):
        """Open the delivery of this transfer; make it, if there is none."""
        self.ensure_one()
        delivery = self.aftersales_delivery_ids.filtered(
            lambda delivery: delivery.state != "cancelled"
        )[:1] or self.env["aftersales.delivery"].create({"picking_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Delivery"),
            "res_model": "aftersales.delivery",
            "view_mode": "form",
            "res_id": delivery.id,
        }

    def _make_aftersales_deliveries(self) -> None:
        """Deliveries for transfers to customers whose operation type asks for them."""
        wanted = self.filtered(
            lambda picking: (
                picking.picking_type_id.aftersales_makes_delivery
                and picking.picking_type_id.code == "outgoing"
                and picking.location_dest_id.usage == "customer"
                and picking.partner_id
            )
        )
        if wanted:
            new = wanted - wanted._get_open_deliveries().picking_id
            self.env["aftersales.delivery"].sudo().create(
                [{"picking_id": picking.id} for picking in new]
            )

    def _create_backorder(self, backorder_moves=None):
        backorders = super()._create_backorder(backorder_moves)
        backorders._make_aftersales_deliveries()
        return backorders

    def _action_done(self):
        """What is not packed with its papers, or not called about, does not leave."""
        self._get_open_deliveries()._leave()
        return super()._action_done()

    def action_cancel(self):
        result = super().action_cancel()
        self._get_open_deliveries().filtered("can_cancel")._transition("cancel")
        return result
