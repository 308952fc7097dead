from odoo import models


class RepairOrder(models.Model):
    """A repair that is done says which numbers left the unit and which went in."""

    _inherit = "repair.order"

    def action_repair_done(self):
        result = super().action_repair_done()
        # A technician repairs; the unit keeps its own record of it.
        self.sudo()._record_parts()
        return result

    def _record_parts(self) -> None:
        units = self._get_units()
        lines = self.move_ids.move_line_ids.filtered(
            lambda line: (
                line.lot_id
                and line.state == "done"
                and line.move_id.repair_line_type
                and line.move_id.repair_id in units
            )
        )
        if not lines:
            return
        Part = self.env["aftersales.equipment.part"]
        removed_lines = lines.filtered(
            lambda line: line.move_id.repair_line_type in ("remove", "recycle")
        )
        removed = removed_lines._take_out_parts(units)
        added = Part.create(
            [
                line._prepare_part_vals(units[line.move_id.repair_id])
                for line in lines - removed_lines
            ]
        )
        removed._pair_with(added)
        self.env["aftersales.equipment"]._replace_components(removed, added)

    def _get_units(self) -> dict:
        """Unit of each repair: that of its service order, or that of its number."""
        units = self.env["aftersales.equipment"].search(
            [
                ("lot_id", "in", self.lot_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        by_lot = {(unit.lot_id, unit.company_id): unit for unit in units}
        found = {
            repair: repair.aftersales_order_id.equipment_id
            or by_lot.get((repair.lot_id, repair.company_id))
            for repair in self
        }
        return {repair: unit for repair, unit in found.items() if unit}
