from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError

BYPASS_GROUPS = (
    "aftersales_service.group_service_manager",
    "purchase.group_purchase_manager",
)


class PurchaseOrder(models.Model):
    """An outlet orders what the network does not hold; before that, it asks (R229)."""

    _inherit = "purchase.order"

    aftersales_network_transfer_ids = fields.One2many(
        "aftersales.network.transfer", "stopped_order_id", string="Asked of the Network"
    )
    aftersales_network_transfer_count = fields.Integer(
        string="From the Network", compute="_compute_network_transfer_count"
    )
    aftersales_network_bypass_reason = fields.Text(
        string="Network Passed Over Because", readonly=True, copy=False, tracking=True
    )
    aftersales_network_bypass_by_id = fields.Many2one(
        "res.users", string="Passed Over By", readonly=True, copy=False
    )
    aftersales_network_bypass_at = fields.Datetime(
        string="Passed Over On", readonly=True, copy=False
    )

    @api.depends("aftersales_network_transfer_ids")
    def _compute_network_transfer_count(self):
        for order in self:
            order.aftersales_network_transfer_count = len(
                order.sudo().aftersales_network_transfer_ids
            )

    def button_confirm(self):
        self._check_network()
        return super().button_confirm()

    def _check_network(self) -> None:
        """Stop orders for goods that the network holds."""
        found = self._find_in_network()
        if not found:
            return
        words = self.env._(
            "The stock network holds goods of these orders. Take them from there, or "
            "say why they are ordered all the same:\n%(goods)s",
            goods="\n".join(
                line for order, pairs in found.items() for line in order._tell(pairs)
            ),
        )
        raise RedirectWarning(
            words,
            self.env.ref("aftersales_warehouse.aftersales_network_gate_action").id,
            self.env._("Search the Network"),
            {"default_order_id": next(iter(found)).id},
        )

    def _tell(self, pairs) -> list[str]:
        """A line for each pair, as somebody reads it who may not see the other."""
        self.ensure_one()
        outlets = self.env["aftersales.outlet"].sudo()
        outlets = {
            outlet.id: outlet for outlet in outlets.browse([p.giver for p in pairs])
        }
        products = {product.id: product for product in self.order_line.product_id}
        return [
            self.env._(
                "%(order)s: %(quantity)g %(unit)s of %(product)s with %(outlet)s",
                order=self.name,
                quantity=pair.quantity,
                unit=products[pair.product].uom_id.name,
                product=products[pair.product].display_name,
                outlet=outlets[pair.giver].name,
            )
            for pair in pairs
        ]

    def _find_in_network(self) -> dict:
        """What the network could give instead, by order; one search for all."""
        orders = self.filtered(lambda order: order._is_for_network())
        orders -= orders._get_network_purchases()
        wanted: dict = {}
        for order in orders:
            for key, quantity in order._get_network_wants().items():
                wanted[key] = wanted.get(key, 0.0) + quantity
        if not wanted:
            return {}
        pairs = self.env["aftersales.network.stock"]._allocate(wanted)
        found = defaultdict(list)
        for order in orders:
            keys = {(outlet.id, one.id) for outlet, one in order._get_network_wants()}
            for pair in pairs:
                if (pair.taker, pair.product) in keys:
                    found[order].append(pair)
        return dict(found)

    def _is_for_network(self) -> bool:
        """Does an outlet order these goods, and has the network to be searched?"""
        self.ensure_one()
        warehouse = self.picking_type_id.warehouse_id
        return bool(
            self.state in ("draft", "sent")
            and warehouse.sudo().aftersales_outlet_id
            and self.company_id.aftersales_network_gate
            and self.picking_type_id.code == "incoming"
        )

    def _get_network_purchases(self):
        """Those by which a sister company's aged goods are bought."""
        if not self:
            return self
        transfers = self.env["aftersales.network.transfer"].sudo()
        transfers = transfers.search([("purchase_order_id", "in", self.ids)])
        return self & self.browse(transfers.purchase_order_id.ids)

    def _get_network_wants(self) -> dict:
        """Goods that are to be ordered and were not passed over."""
        self.ensure_one()
        outlet = self.picking_type_id.warehouse_id.sudo().aftersales_outlet_id
        wanted: dict = {}
        for line in self.order_line:
            product = line.product_id
            quantity = line.product_uom_qty - line.aftersales_network_waived_quantity
            if product.is_storable and product.uom_id.compare(quantity, 0.0) > 0:
                key = outlet, product
                wanted[key] = wanted.get(key, 0.0) + quantity
        return wanted

    def _bypass_network(self, reason: str) -> None:
        """Order all the same: who, when and why stay on the order."""
        self.check_access("write")
        if not self.env.su and not any(map(self.env.user.has_group, BYPASS_GROUPS)):
            groups = self.env["res.groups"].sudo()
            for group in BYPASS_GROUPS:
                groups |= self.env.ref(group).sudo()
            raise AccessError(
                self.env._(
                    "Passing over the stock network is for: %(roles)s.",
                    roles=", ".join(groups.mapped("name")),
                )
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the network is passed over: fill in Reason.")
            )
        for line in self.order_line:
            line.aftersales_network_waived_quantity = line.product_uom_qty
        self.write(
            {
                "aftersales_network_bypass_reason": reason,
                "aftersales_network_bypass_by_id": self.env.uid,
                "aftersales_network_bypass_at": fields.Datetime.now(),
            }
        )

    def _take_from_network(self, pairs) -> None:
        """Ask the holders; the order keeps what is short."""
        self.ensure_one()
        self.check_access("write")
        transfers = self.env["aftersales.network.stock"]._ask(
            pairs, origin=self.name, stopped_order_id=self.id
        )
        asked = defaultdict(float)
        for pair in pairs:
            asked[pair.product] += pair.quantity
        for line in self.order_line:
            taken = min(asked[line.product_id.id], line.product_uom_qty)
            if taken <= 0:
                continue
            asked[line.product_id.id] -= taken
            line.product_qty -= line.product_id.uom_id._compute_quantity(
                taken, line.product_uom_id
            )
            transfers.line_ids.filtered(
                lambda one, line=line: one.product_id == line.product_id
            ).purchase_line_id = line

    def action_view_network_transfers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_transfer_action"
        )
        action["domain"] = [("stopped_order_id", "=", self.id)]
        action["context"] = {}
        return action
