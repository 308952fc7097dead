from odoo import models


class StockMoveLine(models.Model):
    """Numbers that a repair puts into a unit or takes out of it."""

    _inherit = "stock.move.line"

    def _take_out_parts(self, units: dict):
        """Close the rows of the numbers of these lines; ``units`` by repair.

        A number nobody noted was in the unit all the same: it is noted as built.
        """
        Part = self.env["aftersales.equipment.part"]
        present = Part.search(
            [
                ("equipment_id", "in", [unit.id for unit in units.values()]),
                ("removed_on", "=", False),
                ("product_id", "in", self.product_id.ids),
                ("serial", "in", self.lot_id.mapped("name")),
            ]
        )
        by_number = {
            (part.equipment_id, part.product_id, part.serial): part for part in present
        }
        removed, unknown = Part.browse(), []
        for line in self:
            unit = units[line.move_id.repair_id]
            part = by_number.get((unit, line.product_id, line.lot_id.name))
            if part:
                part.write(line._prepare_removal_vals())
                removed |= part
            else:
                unknown.append(
                    {
                        "equipment_id": unit.id,
                        "product_id": line.product_id.id,
                        "lot_id": line.lot_id.id,
                        "quantity": line.quantity_product_uom,
                        "is_as_built": True,
                        **line._prepare_removal_vals(),
                    }
                )
        return removed | Part.create(unknown)

    def _prepare_removal_vals(self) -> dict:
        self.ensure_one()
        return {
            "lot_id": self.lot_id.id,
            "removed_on": self._get_part_day(),
            "removal_order_id": self.move_id.aftersales_order_id.id,
            "removal_move_id": self.move_id.id,
        }

    def _prepare_part_vals(self, unit) -> dict:
        self.ensure_one()
        return {
            "equipment_id": unit.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "quantity": self.quantity_product_uom,
            "installed_on": self._get_part_day(),
            "order_id": self.move_id.aftersales_order_id.id,
            "move_id": self.move_id.id,
        }

    def _get_part_day(self):
        return self.env["aftersales.equipment"]._get_local_day(
            self.date, self.company_id
        )
