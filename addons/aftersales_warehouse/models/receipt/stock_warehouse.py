from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _get_quality_place(self, keeper: str):
        """Where nonconforming goods stand apart; made when the first ones come (R230).

        It lies beside the stock and not below it, so that nothing is delivered from it.

        :param keeper: who answers for them: ``outlet`` or ``head_office``
        """
        self.ensure_one()
        Location = self.env["stock.location"].sudo()
        place = Location.search(
            [
                ("location_id", "=", self.view_location_id.id),
                ("aftersales_quality", "=", "nonconforming"),
                ("aftersales_liability", "=", keeper),
            ],
            limit=1,
        )
        return place or Location.create(
            {
                "name": self._get_quality_place_names()[keeper],
                "usage": "internal",
                "location_id": self.view_location_id.id,
                "company_id": self.company_id.id,
                "aftersales_quality": "nonconforming",
                "aftersales_liability": keeper,
            }
        )

    def _get_quality_place_names(self) -> dict[str, str]:
        return {
            "outlet": self.env._("Nonconforming, Outlet's"),
            "head_office": self.env._("Nonconforming, Head Office's"),
        }
