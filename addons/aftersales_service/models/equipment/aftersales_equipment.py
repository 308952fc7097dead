from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesEquipment(models.Model):
    """Installed base: one unit at one customer.

    One model in several files: what it is (this one), ``_life`` (who has it, its
    moments), ``_delivery`` and ``_kit`` (goods that leave and come back), ``_invoice``
    (dates and prices of sales), ``_parts`` (as built, as maintained).
    """

    _name = "aftersales.equipment"
    _description = "Unit in Service"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["serial", "name", "product_id"]

    state = fields.Selection(
        [
            ("in_use", "In Use"),
            ("returned", "Returned"),
            ("scrapped", "Scrapped"),
        ],
        default="in_use",
        required=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    site_partner_id = fields.Many2one(
        "res.partner",
        string="Site",
        check_company=True,
        help="Where the unit stands, if not at the customer's main address.",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('product_id', '=', product_id)]",
        help="Where stock tracks this product; else type the serial only.",
    )
    serial = fields.Char(
        compute="_compute_serial",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        tracking=True,
    )
    parent_id = fields.Many2one(
        "aftersales.equipment",
        string="Part Of",
        check_company=True,
        index="btree_not_null",
        domain="[('id', '!=', id)]",
    )
    child_ids = fields.One2many("aftersales.equipment", "parent_id", "Components")
    factory_date = fields.Date()
    invoice_date = fields.Date()
    delivery_date = fields.Date()
    acceptance_date = fields.Date()
    first_use_date = fields.Date(string="First Use")
    warranty_end_date = fields.Date(
        string="Warranty Until",
        tracking=True,
        help="Last day of the promise. Empty: not known, so work is proposed as paid.",
    )
    is_in_warranty = fields.Boolean(
        string="In Warranty",
        compute="_compute_is_in_warranty",
        search="_search_is_in_warranty",
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", check_company=True, index="btree_not_null"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Monetary(help="What the customer paid for the unit, tax included.")
    note = fields.Text()
    active = fields.Boolean(default=True)
    order_ids = fields.One2many("aftersales.order", "equipment_id", "Service Orders")
    recent_order_ids = fields.Many2many(
        "aftersales.order",
        string="Last Service Orders",
        compute="_compute_recent_order_ids",
        help="Those of them that you may see, newest first.",
    )
    order_count = fields.Integer(compute="_compute_order_count")

    _serial_uniq = models.UniqueIndex(
        "(company_id, product_id, serial) WHERE serial IS NOT NULL AND active",
        "This company has a unit of that product with the same serial already.",
    )

    @api.depends("lot_id")
    def _compute_serial(self):
        """A batch number is not a serial: many units have the same one."""
        for unit in self:
            if unit.lot_id and unit.lot_id.product_id.tracking != "lot":
                unit.serial = unit.lot_id.name

    @api.depends("product_id", "serial", "name")
    def _compute_display_name(self):
        for unit in self:
            label = unit.serial or unit.name
            unit.display_name = (
                f"{unit.product_id.display_name} · {label}"
                if unit.product_id
                else label
            )

    @api.depends("warranty_end_date")
    def _compute_is_in_warranty(self):
        today = fields.Date.context_today(self)
        for unit in self:
            unit.is_in_warranty = bool(
                unit.warranty_end_date and unit.warranty_end_date >= today
            )

    def _search_is_in_warranty(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        inside = fields.Domain("warranty_end_date", ">=", today)
        wanted = fields.Domain.FALSE
        if True in value:
            wanted |= inside
        if False in value:
            wanted |= fields.Domain("warranty_end_date", "=", False) | fields.Domain(
                "warranty_end_date", "<", today
            )
        return wanted

    def _compute_recent_order_ids(self):
        for unit in self:
            unit.recent_order_ids = self.env["aftersales.order"].search(
                [("equipment_id", "in", unit._origin.ids)], limit=20
            )

    def _compute_order_count(self):
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [("equipment_id", "in", self.ids)], ["equipment_id"], ["__count"]
            )
        )
        for unit in self:
            unit.order_count = counts.get(unit, 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("Part Of: a unit cannot be a component of itself.")
            )

    @api.constrains("lot_id", "product_id")
    def _check_lot_product(self):
        for unit in self:
            if unit.lot_id and unit.lot_id.product_id != unit.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot/Serial Number %(lot)s is of %(lot_product)s, not of "
                        "%(product)s. Choose the product of the number, or another "
                        "number.",
                        lot=unit.lot_id.name,
                        lot_product=unit.lot_id.product_id.display_name,
                        product=unit.product_id.display_name,
                    )
                )

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [("equipment_id", "=", self.id)]
        action["context"] = {
            "default_equipment_id": self.id,
            "default_partner_id": self.partner_id.id,
        }
        return action
