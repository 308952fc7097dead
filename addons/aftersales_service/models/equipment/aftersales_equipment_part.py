from odoo import api, fields, models

from ...tools import part_swap


class AftersalesEquipmentPart(models.Model):
    """A part of a unit, from the day it was put in to the day it was taken out.

    As built: what the unit left the factory with. As maintained: what is in it now.
    """

    _name = "aftersales.equipment.part"
    _description = "Part of a Unit"
    _order = "equipment_id, product_id, installed_on, id"
    _rec_names_search = ["serial", "product_id"]
    _check_company_auto = True

    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, precompute=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('product_id', '=', product_id)]",
    )
    serial = fields.Char(
        compute="_compute_serial",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Serial or batch number on the part.",
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    is_as_built = fields.Boolean(
        string="As Built", help="The unit left the factory with this part."
    )
    installed_on = fields.Date(help="Empty: not known, or when the unit was built.")
    removed_on = fields.Date(help="Empty: still in the unit.")
    order_id = fields.Many2one(
        "aftersales.order",
        string="Installed By",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        help="Service order on which the part was put in.",
    )
    removal_order_id = fields.Many2one(
        "aftersales.order",
        string="Removed By",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        help="Service order on which the part was taken out.",
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Installing Move",
        index="btree_not_null",
        readonly=True,
        check_company=True,
    )
    removal_move_id = fields.Many2one(
        "stock.move",
        string="Removing Move",
        index="btree_not_null",
        readonly=True,
        check_company=True,
    )
    replaces_id = fields.Many2one(
        "aftersales.equipment.part",
        string="Replaces",
        index="btree_not_null",
        check_company=True,
        domain="[('equipment_id', '=', equipment_id), ('removed_on', '!=', False)]",
        ondelete="set null",
        help="Part whose place this one took.",
    )
    replaced_serial = fields.Char(related="replaces_id.serial", string="Old Serial")
    successor_ids = fields.One2many(
        "aftersales.equipment.part", "replaces_id", "Replaced With"
    )
    new_serial = fields.Char(related="successor_ids.serial", string="New Serial")

    _dates_in_order = models.Constraint(
        "CHECK (removed_on >= installed_on)",
        "Part of a unit: Removed On must not be before Installed On.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Part of a unit: Quantity must be more than zero."
    )

    @api.depends("lot_id")
    def _compute_serial(self):
        for part in self:
            if part.lot_id:
                part.serial = part.lot_id.name

    @api.depends("product_id", "serial")
    def _compute_display_name(self):
        for part in self:
            names = (part.product_id.display_name, part.serial)
            part.display_name = " · ".join(name for name in names if name)

    # -- replacement ------------------------------------------------------------------

    def _pair_with(self, added) -> None:
        """Note which of these parts each added one replaces, unit by unit."""
        removed = self.grouped("equipment_id")
        for unit, parts in added.grouped("equipment_id").items():
            pairs = part_swap.pair(
                [part._to_plain() for part in removed.get(unit, ())],
                [part._to_plain() for part in parts],
            )
            for part in parts:
                part.replaces_id = pairs.get(part.id)

    def _to_plain(self) -> part_swap.Part:
        product = self.product_id
        return part_swap.Part(self.id, product.id, product.categ_id.id)
