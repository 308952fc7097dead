from odoo import api, fields, models
from odoo.exceptions import UserError

DAMAGE_KINDS = ("damaged", "packaging")


class AftersalesDeliveryDamage(models.Model):
    """Damage on arrival, or goods that are not what the papers say."""

    _name = "aftersales.delivery.damage"
    _description = "Damage on Arrival"
    _inherit = ["mail.thread"]
    _order = "found_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="What Is Wrong",
        required=True,
        help="What is seen, where, how it may have come about.",
    )
    delivery_id = fields.Many2one(
        "aftersales.delivery",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="delivery_id.company_id", store=True)
    partner_id = fields.Many2one(related="delivery_id.partner_id", store=True)
    picking_id = fields.Many2one(related="delivery_id.picking_id")
    carrier_id = fields.Many2one(related="delivery_id.carrier_id", store=True)
    product_id = fields.Many2one(
        "product.product", check_company=True, index="btree_not_null"
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
    )
    quantity = fields.Float(default=1.0, required=True)
    found_date = fields.Date(
        string="Found On", default=fields.Date.context_today, required=True, index=True
    )
    kind = fields.Selection(
        [
            ("damaged", "Goods Damaged"),
            ("packaging", "Packaging Damaged"),
            ("missing", "Goods Missing"),
            ("wrong", "Wrong Goods"),
            ("mark", "Marks Wrong"),
        ],
        default="damaged",
        required=True,
    )
    cause = fields.Text(string="Cause of the Damage", help="What was found out.")
    liability = fields.Selection(
        [
            ("unknown", "Not Clear Yet"),
            ("carrier", "Haulier"),
            ("handling", "Loading and Handling"),
            ("production", "Production"),
            ("customer", "Customer"),
        ],
        default="unknown",
        required=True,
        tracking=True,
        help="Who bears it: the haulier, our own handling, or production.",
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_delivery_damage_photo_rel",
        column1="damage_id",
        column2="attachment_id",
        string="Photos",
        bypass_search_access=True,
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        copy=False,
    )
    claim_ids = fields.One2many("aftersales.claim", "delivery_damage_id", "Claims")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Quantity must be more than zero."
    )

    def _is_freight_damage(self) -> bool:
        """Did it happen on the way? What production did wrong is no freight damage."""
        self.ensure_one()
        return self.kind in DAMAGE_KINDS and self.liability in (
            "unknown",
            "carrier",
            "handling",
        )

    def action_raise_order(self):
        """Make the service order that puts it right, or open the one there is."""
        new = self.filtered(lambda damage: not damage.order_id)
        units = self.env["aftersales.equipment"].search(
            [("delivery_move_id.picking_id", "in", new.picking_id.ids)]
        )
        orders = self.env["aftersales.order"].create(
            [damage._prepare_order_vals(units) for damage in new]
        )
        for damage, order in zip(new, orders, strict=True):
            damage.order_id = order
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        if len(self) == 1:
            return {
                **action,
                "views": [(False, "form")],
                "res_id": self.order_id.id,
            }
        return {**action, "domain": [("id", "in", self.order_id.ids)]}

    def _prepare_order_vals(self, units) -> dict:
        """Values of the order.

        :param units: that came with the deliveries; one of them may be the damaged one
        """
        self.ensure_one()
        picking = self.picking_id
        unit = units.filtered(
            lambda unit: (
                unit.delivery_move_id.picking_id == picking
                and unit.product_id == self.product_id
                and (not self.lot_id or unit.lot_id == self.lot_id)
            )
        )
        return {
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "site_partner_id": self.delivery_id.site_partner_id.id,
            "origin_picking_id": picking.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "equipment_id": unit.id if len(unit) == 1 else False,
            "description": self.env._(
                "Damage on arrival, delivery %(delivery)s: %(what)s",
                delivery=self.delivery_id.name,
                what=self.name,
            ),
        }

    def action_raise_claim(self):
        """Open a new claim for it; the service order it belongs to comes first."""
        self.ensure_one()
        if not self.order_id:
            raise UserError(
                self.env._(
                    "%(damage)s: choose “Service Order” first; the claim belongs to "
                    "it.",
                    damage=self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Claim"),
            "res_model": "aftersales.claim",
            "view_mode": "form",
            "context": {
                "default_order_id": self.order_id.id,
                "default_delivery_damage_id": self.id,
                "default_reason": self.name,
            },
        }

    @api.model_create_multi
    def create(self, vals_list):
        damages = super().create(vals_list)
        for delivery, found in damages.grouped("delivery_id").items():
            delivery.message_post(
                body=self.env._(
                    "Found on arrival: %(what)s", what=", ".join(found.mapped("name"))
                ),
                subtype_xmlid="mail.mt_note",
            )
        return damages
