from odoo import api, fields, models


class AftersalesOrder(models.Model):
    """Which unit, and what is wrong with it."""

    _inherit = "aftersales.order"

    # -- unit ---------------------------------------------------------------------
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('partner_id', '=?', partner_id), ('product_id', '=?', product_id)]",
        tracking=True,
    )
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('product_id', '=?', product_id)]",
    )
    serial = fields.Char(
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="As the customer reads it from the unit, also where the unit is unknown.",
    )
    warranty_end_date = fields.Date(related="equipment_id.warranty_end_date")

    # -- fault --------------------------------------------------------------------
    description = fields.Text(help="What the customer says, in his words.")
    symptom_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "symptom")],
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    cause_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "cause")],
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    remedy_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "remedy")],
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    solution = fields.Text(
        copy=False, help="What was found and done, as explained to the customer."
    )
    is_out_of_scope = fields.Boolean(
        string="Out of Scope",
        help="Not our product or not our service: explained to the customer.",
    )
    parts_status = fields.Selection(
        [
            ("none", "No Parts Needed"),
            ("in_stock", "In Stock"),
            ("to_order", "To Order"),
            ("received", "Parts Received"),
        ],
        default="none",
        required=True,
        copy=False,
        tracking=True,
    )

    @api.depends("equipment_id")
    def _compute_unit_fields(self):
        for order in self:
            unit = order.equipment_id
            if unit:
                order.product_id = unit.product_id
                order.lot_id = unit.lot_id
                order.serial = unit.serial
