from odoo import models


class StockLocation(models.Model):
    _inherit = "stock.location"

    def _is_qualified(self) -> bool:
        """Do qualified goods stand here, by this place or the nearest around it?"""
        self.ensure_one()
        place = self
        while place and not place.aftersales_quality:
            place = place.location_id
        return place.aftersales_quality != "nonconforming"
