from odoo import Command, api, fields, models

# Kinds in which the unit comes back.
BACK_KINDS = ("exchange", "return")


class AftersalesClaim(models.Model):
    """Goods of a claim: the unit comes back, a new one goes out, by host pickings."""

    _inherit = "aftersales.claim"

    picking_ids = fields.One2many(
        "stock.picking",
        "aftersales_claim_id",
        string="Transfers",
        groups="aftersales_service.group_reader",
    )
    picking_count = fields.Integer(compute="_compute_picking_count", compute_sudo=True)
    serial = fields.Char(
        string="Serial Number", related="equipment_id.serial", store=True
    )
    received_at = fields.Datetime(
        string="Goods Back", readonly=True, copy=False, help="When the unit came back."
    )

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        for claim in self:
            claim.picking_count = len(claim.picking_ids)

    # -- problems ------------------------------------------------------------

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + [
            self.env._(
                "%(claim)s: fill in Unit: which one comes back?",
                claim=claim.display_name,
            )
            for claim in self
            if claim.kind in BACK_KINDS and not claim.equipment_id
        ]

    def _get_start_problems(self) -> list[str]:
        return super()._get_start_problems() + [
            self.env._(
                "%(claim)s: unit %(unit)s is not in use any more, it cannot come back "
                "again.",
                claim=claim.display_name,
                unit=claim.equipment_id.display_name,
            )
            for claim in self
            if claim.kind in BACK_KINDS and claim.equipment_id.state != "in_use"
        ]

    def _get_finish_problems(self) -> list[str]:
        return super()._get_finish_problems() + [
            self.env._(
                "%(claim)s: transfer %(picking)s is not done yet.",
                claim=claim.display_name,
                picking=picking.name,
            )
            for claim in self
            for picking in claim.sudo().picking_ids
            if picking.state not in ("done", "cancel")
        ]

    def _get_cancel_problems(self) -> list[str]:
        return super()._get_cancel_problems() + [
            self.env._(
                "%(claim)s: transfer %(picking)s is done. Return the goods first, or "
                "finish the claim.",
                claim=claim.display_name,
                picking=picking.name,
            )
            for claim in self
            for picking in claim.sudo().picking_ids
            if picking.state == "done" and not picking.return_ids
        ]

    def _undo(self) -> None:
        result = super()._undo()
        self.sudo().picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        ).action_cancel()
        return result

    # -- transfers ------------------------------------------------------------

    def _find_deliveries(self) -> dict:
        """By claim, the done move that once brought its unit to the customer.

        Found by serial number, else by the sale's line; one query for all claims.
        """
        units = self.equipment_id
        moves = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("state", "=", "done"),
                    ("location_dest_id.usage", "=", "customer"),
                    ("picking_id", "!=", False),
                    "|",
                    ("move_line_ids.lot_id", "in", units.lot_id.ids),
                    ("sale_line_id", "in", units.sale_line_id.ids),
                ],
                order="date desc, id desc",
            )
        )
        return {claim: claim._pick_delivery(moves) for claim in self}

    def _pick_delivery(self, moves):
        self.ensure_one()
        unit = self.equipment_id.sudo()
        mine = moves.filtered(
            lambda move: (
                move.product_id == unit.product_id
                and move.company_id == self.company_id
            )
        )
        if unit.lot_id:
            return mine.filtered(lambda move: unit.lot_id in move.lot_ids)[:1]
        return mine.filtered(lambda move: move.sale_line_id == unit.sale_line_id)[:1]

    def _create_returns(self, is_refunded: bool) -> None:
        """Have the units fetched back: by the host's return of their delivery, else by
        a receipt from the customer.

        :param is_refunded: does the sale count as not delivered afterwards?
        """
        deliveries = self._find_deliveries()
        pickings = self.env["stock.picking"].sudo()
        unknown = self.browse()
        for claim in self:
            if deliveries[claim]:
                pickings |= claim._return_delivery(deliveries[claim], is_refunded)
            else:
                unknown |= claim
        pickings |= pickings.create(
            [claim._prepare_picking_vals("in") for claim in unknown]
        )
        pickings.filtered(lambda picking: picking.state == "draft").action_confirm()
        for picking in pickings:
            picking._send_to_returns()
            claim = picking.aftersales_claim_id
            picking._set_serial(claim.equipment_id.lot_id, claim.serial)

    def _return_delivery(self, move, is_refunded: bool):
        """The host's return wizard, for one piece of one move."""
        self.ensure_one()
        wizard = (
            self.env["stock.return.picking"]
            .sudo()
            .create({"picking_id": move.picking_id.id})
        )
        line = wizard.product_return_moves.filtered(lambda row: row.move_id == move)
        line.write({"quantity": 1.0, "to_refund": is_refunded})
        picking = wizard._create_return()
        picking.aftersales_claim_id = self
        return picking

    def _create_deliveries(self) -> None:
        pickings = (
            self.env["stock.picking"]
            .sudo()
            .create([claim._prepare_picking_vals("out") for claim in self])
        )
        pickings.action_confirm()
        pickings.action_assign()
        for picking in pickings:
            picking._set_serial(picking.aftersales_claim_id.new_lot_id)

    def _prepare_picking_vals(self, direction: str) -> dict:
        """A transfer to the customer ("out") or from him ("in")."""
        self.ensure_one()
        customers = self.env.ref("stock.stock_location_customers")
        warehouse = self._get_warehouse()
        if direction == "out":
            picking_type = warehouse.out_type_id
            source, target = picking_type.default_location_src_id, customers
            product = self.new_product_id
        else:
            picking_type = warehouse.in_type_id
            source, target = customers, picking_type.default_location_dest_id
            product = self.equipment_id.product_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        return {
            **places,
            "aftersales_claim_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": (self.order_id.site_partner_id or self.partner_id).id,
            "picking_type_id": picking_type.id,
            "origin": self.name,
            "move_ids": [
                Command.create(
                    {
                        **places,
                        "product_id": product.id,
                        "product_uom_qty": 1.0,
                        "product_uom": product.uom_id.id,
                        "company_id": self.company_id.id,
                    }
                )
            ],
        }

    def _get_warehouse(self):
        """Where units of this claim come back to and go out from."""
        self.ensure_one()
        return (
            self.env["stock.warehouse"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)], limit=1)
        )

    def action_view_pickings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        return {
            **action,
            "domain": [("aftersales_claim_id", "in", self.ids)],
            "context": {"create": False},
        }
