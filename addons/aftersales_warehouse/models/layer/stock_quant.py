from odoo import api, fields, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    aftersales_received_on = fields.Date(
        string="In Custody Since",
        copy=False,
        help="For what is counted beyond the books: since when it has been in custody. "
        "Empty: since the count.",
    )

    @api.model
    def _get_inventory_fields_write(self):
        return [*super()._get_inventory_fields_write(), "aftersales_received_on"]

    def _get_inventory_move_values(
        self,
        qty,
        location_id,
        location_dest_id,
        package_id=False,
        package_dest_id=False,
    ):
        vals = super()._get_inventory_move_values(
            qty, location_id, location_dest_id, package_id, package_dest_id
        )
        vals["aftersales_received_on"] = self.aftersales_received_on
        return vals

    def action_clear_inventory_quantity(self):
        """What was told of one count does not hold for the next."""
        self.aftersales_received_on = False
        return super().action_clear_inventory_quantity()
