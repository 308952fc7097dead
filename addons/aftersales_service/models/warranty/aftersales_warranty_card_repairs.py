from odoo import models
from odoo.fields import Domain


class AftersalesWarrantyCard(models.Model):
    """Repairs of the unit, as the law wants them entered on its card."""

    _inherit = "aftersales.warranty.card"

    def _get_repair_rows(self) -> dict[int, list[dict]]:
        """Repairs by unit, oldest first: ``number``, ``received``, ``taken``,
        ``part``, ``cause``; in one query for all cards."""
        # The customer's paper names repairs that the clerk who prints it may not open.
        orders = (
            self.env["aftersales.order"]
            .sudo()
            .search(
                Domain("equipment_id", "in", self.equipment_id.ids)
                & Domain("type_id.is_repair", "=", True)
                & Domain("repaired_at", "!=", False)
                & Domain("state", "!=", "cancelled"),
                order="received_at, id",
            )
        )
        rows = {unit.id: [] for unit in self.equipment_id}
        for order in orders:
            rows[order.equipment_id.id].append(order._prepare_card_row())
        return rows
