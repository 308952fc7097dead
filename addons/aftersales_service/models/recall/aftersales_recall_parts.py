from collections import defaultdict

from odoo import models

from ...tools import recall_parts


class AftersalesRecall(models.Model):
    """Are the parts there, outlet by outlet?"""

    _inherit = "aftersales.recall"

    def _get_ready_rates(self, units: dict) -> dict:
        """Share of the open units that free parts suffice for.

        :param units: outlet (or an empty one) -> units still to do
        :return: outlet -> share 0..1
        """
        self.ensure_one()
        needs = {part.product_id.id: part.quantity for part in self.part_ids}
        stores = {outlet: outlet.sudo().warehouse_id.id or None for outlet in units}
        return recall_parts.ready_rates(
            {
                outlet: recall_parts.Outlet(count, stores[outlet])
                for outlet, count in units.items()
            },
            needs,
            self._get_free_parts(list(needs), set(stores.values()) - {None}),
        )

    def _get_free_parts(self, product_ids: list[int], warehouse_ids: set) -> dict:
        """Free quantity by store and part, in one query.

        What lies in no outlet's own warehouse is the company's (None).
        """
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("product_id", "in", product_ids),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.aftersales_is_quarantine", "=", False),
                ],
                ["location_id", "product_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        free: dict = defaultdict(lambda: defaultdict(float))
        for location, product, quantity, reserved in groups:
            warehouse = location.warehouse_id.id
            store = warehouse if warehouse in warehouse_ids else None
            free[store][product.id] += quantity - reserved
        return free
