from odoo import models


class AftersalesOutlet(models.Model):
    """Stock of an outlet: its warehouse and the vans of its technicians."""

    _inherit = "aftersales.outlet"

    def _get_part_stores(self):
        """The outlets' own stock and all their technicians' vans."""
        outlets = self.sudo()
        return (
            outlets.warehouse_id.lot_stock_id
            | outlets.technician_ids.aftersales_van_location_id
        )

    def action_view_parts(self):
        """Parts on hand here and in the vans."""
        return self.env["stock.location"]._open_parts(self._get_part_stores())
