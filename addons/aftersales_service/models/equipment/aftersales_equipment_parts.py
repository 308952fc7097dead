from odoo import fields, models

from ...tools.installed_base import IN_USE


class AftersalesEquipment(models.Model):
    """What is built into the unit: as it left the factory, as it is now."""

    _inherit = "aftersales.equipment"

    part_ids = fields.One2many("aftersales.equipment.part", "equipment_id", "Parts")
    built_part_ids = fields.One2many(
        "aftersales.equipment.part",
        "equipment_id",
        "As Built",
        domain=[("is_as_built", "=", True)],
    )
    present_part_ids = fields.One2many(
        "aftersales.equipment.part",
        "equipment_id",
        "As Maintained",
        domain=[("removed_on", "=", False)],
    )
    replacement_ids = fields.One2many(
        "aftersales.equipment.part",
        "equipment_id",
        "Replacements",
        domain=[("replaces_id", "!=", False)],
    )

    def _record_built_parts(self) -> None:
        """Numbers that went into these units when they were made, as stock knows."""
        units = {unit.lot_id: unit for unit in self.filtered("lot_id")}
        made = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", [lot.id for lot in units]),
                ("state", "=", "done"),
                ("location_id.usage", "=", "production"),
                ("consume_line_ids.lot_id", "!=", False),
                # A repair consumes parts as well; those are no parts as built.
                ("move_id.repair_id", "=", False),
            ]
        )
        self.env["aftersales.equipment.part"].create(
            [
                {
                    "equipment_id": units[line.lot_id].id,
                    "product_id": part.product_id.id,
                    "lot_id": part.lot_id.id,
                    "quantity": part.quantity_product_uom or 1.0,
                    "is_as_built": True,
                }
                for line in made
                for part in line.consume_line_ids.filtered("lot_id")
            ]
        )

    def _replace_components(self, removed, added) -> None:
        """Units among the parts: the old one leaves the whole, the new one joins it.

        ``removed`` and ``added`` are rows of parts; a new part becomes a unit of its
        own where the one it replaces was one.
        """
        components = self.search(
            [
                ("parent_id", "in", removed.equipment_id.ids),
                ("lot_id", "in", removed.lot_id.ids),
                ("state", "=", IN_USE),
            ]
        )
        parents = {component.lot_id: component.parent_id for component in components}
        joining = added.filtered(lambda part: part.replaces_id.lot_id in parents)
        on_file = self._get_units_of_lots(joining.lot_id)
        to_make = []
        for part in joining:
            vals = parents[part.replaces_id.lot_id]._prepare_component_vals(part)
            unit = on_file.get((part.product_id.id, part.lot_id.name))
            if unit:
                unit.write({**self._prepare_resale_vals(), **vals})
            else:
                to_make.append({**vals, "source": "delivery"})
        self.create(to_make)
        # Last, so that a kit is never empty in between.
        days = {part.lot_id: part.removed_on for part in removed}
        for day, units in components.grouped(lambda unit: days[unit.lot_id]).items():
            units._end_customer(day)

    def _prepare_component_vals(self, part) -> dict:
        return {
            "company_id": self.company_id.id,
            "product_id": part.product_id.id,
            "lot_id": part.lot_id.id,
            "parent_id": self.id,
            "partner_id": self.partner_id.id,
            "site_partner_id": self.site_partner_id.id,
            "state": IN_USE,
            "delivery_date": part.installed_on,
            "returned_date": False,
        }
