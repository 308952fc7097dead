from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.layers import ON_THE_WAY, Place

QUALITIES = [("qualified", "Qualified"), ("nonconforming", "Nonconforming")]
LIABILITIES = [("outlet", "Outlet"), ("head_office", "Head Office")]


class StockLocation(models.Model):
    _inherit = "stock.location"

    aftersales_quality = fields.Selection(
        QUALITIES,
        string="Quality of Goods",
        help="What stands here. Empty: as in the location around it; where none says "
        "anything, goods are qualified.",
    )
    aftersales_liability = fields.Selection(
        LIABILITIES,
        string="Liability",
        help="Who answers for nonconforming goods that stand here. What head office "
        "answers for (production, haulage) is held for it and does not depreciate.",
    )

    def write(self, vals):
        if {"aftersales_quality", "aftersales_liability"} & vals.keys():
            self._check_empty_to_classify(vals)
        return super().write(vals)

    def _check_empty_to_classify(self, vals: dict) -> None:
        """Goods change their quality by a move that somebody answers for."""
        changed = self.filtered(
            lambda location: any(
                name in vals and location[name] != vals[name]
                for name in ("aftersales_quality", "aftersales_liability")
            )
        )
        used = changed and self.env["stock.quant"].sudo()._read_group(
            [("location_id", "child_of", changed.ids), ("quantity", "!=", 0)],
            ["location_id"],
        )
        if used:
            raise UserError(
                self.env._(
                    "Goods stand in %(locations)s. Move them out, then say what the "
                    "location is for: goods change their quality by a transfer only.",
                    locations=", ".join(location.display_name for (location,) in used),
                )
            )

    def _get_layer_places(self) -> dict:
        """For each location the `Place` where its goods count, None outside.

        Whether head office's warehouses count depends on the goods, too: see
        `aftersales.stock.layer._covers`.
        """
        return {location: location._get_layer_place() for location in self.sudo()}

    def _get_layer_place(self) -> Place | None:
        if self.usage == "internal" and self.warehouse_id:
            warehouse = self.warehouse_id.id
        elif self.usage == "transit" and self.company_id:
            warehouse = ON_THE_WAY
        else:
            return None
        location = self
        while location and not location.aftersales_quality:
            location = location.location_id
        if location.aftersales_quality != "nonconforming":
            return Place(warehouse)
        liability = location.aftersales_liability or "outlet"
        return Place(warehouse, "nonconforming", liability)
