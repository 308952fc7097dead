from odoo import models


class AftersalesOrder(models.Model):
    _inherit = "aftersales.order"

    def action_accept(self):
        """A unit comes into the care of the outlet that first serves it."""
        result = super().action_accept()
        # Who accepts an order need not have the right to change units.
        orders = self.sudo().filtered(
            lambda order: order.outlet_id and order.equipment_id
        )
        free = orders.filtered(lambda order: not order.equipment_id.outlet_id)
        for outlet, served in free.grouped("outlet_id").items():
            served.equipment_id.outlet_id = outlet
        return result
