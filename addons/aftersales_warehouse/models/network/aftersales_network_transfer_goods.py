from odoo import Command, fields, models

SIDES = {"out": "consented", "in": "shipped"}


class AftersalesNetworkTransfer(models.Model):
    """The goods: the host reserves them, takes them out here and in there.

    Within a company they go by its transit location, so that their age goes along.
    What storekeepers do on the host's transfers is followed.
    """

    _inherit = "aftersales.network.transfer"

    move_ids = fields.One2many(
        "stock.move", "aftersales_network_transfer_id", string="Stock Moves"
    )
    picking_ids = fields.One2many(
        "stock.picking", compute="_compute_picking_ids", string="Stock Transfers"
    )
    picking_count = fields.Integer(compute="_compute_picking_ids")

    def _compute_picking_ids(self):
        for transfer in self:
            transfer.picking_ids = transfer.sudo().move_ids.picking_id
            transfer.picking_count = len(transfer.picking_ids)

    # -- reserving ---------------------------------------------------------------------

    def _reserve_goods(self) -> None:
        within = self.filtered(lambda transfer: not transfer.is_intercompany)
        within._make_pickings()
        (self - within)._make_orders()
        outgoing = self._get_moves("out")
        outgoing._do_unreserve()
        self._refuse(
            [problem for move in outgoing if (problem := move._reserve_for_network())]
        )

    def _make_pickings(self) -> None:
        pickings = self.env["stock.picking"].create(
            [
                transfer._prepare_picking_vals(side)
                for transfer in self
                for side in SIDES
            ]
        )
        outgoing = pickings.move_ids.filtered(
            lambda move: move.aftersales_network_side == "out"
        )
        before = {move.aftersales_network_line_id: move for move in outgoing}
        for move in pickings.move_ids - outgoing:
            move.move_orig_ids = before[move.aftersales_network_line_id]
            line = move.aftersales_network_line_id.purchase_line_id
            move.move_dest_ids = line.move_dest_ids
        pickings.action_confirm()

    def _prepare_picking_vals(self, side: str) -> dict:
        self.ensure_one()
        outlet = self.outlet_id if side == "out" else self.dest_outlet_id
        other = self.dest_outlet_id if side == "out" else self.outlet_id
        warehouse = outlet.warehouse_id
        transit = self.company_id.internal_transit_location_id
        transit.active = True  # the host keeps it hidden until it is used
        kind = warehouse.out_type_id if side == "out" else warehouse.in_type_id
        ends = [warehouse.lot_stock_id.id, transit.id]
        source, destination = ends if side == "out" else reversed(ends)
        places = {"location_id": source, "location_dest_id": destination}
        return {
            **places,
            "picking_type_id": kind.id,
            "partner_id": other.partner_id.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "move_ids": [
                Command.create({**line._prepare_move_vals(side), **places})
                for line in self.line_ids
            ],
        }

    # -- moving ------------------------------------------------------------------------

    def _get_moves(self, side: str):
        """The host's moves on one side, without what was sent back."""
        return self.move_ids.filtered(
            lambda move: (
                move.aftersales_network_side == side
                and not move.origin_returned_move_id
            )
        )

    def _move_goods(self, side: str):
        """Do the open transfers of a side; the state follows them.

        :return: transfers that have to be signed or checked first, by who is in charge
        """
        moves = self._get_moves(side).filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        if side == "in":
            moves.filtered(lambda move: move.state != "assigned")._action_assign()
        with_papers = moves.picking_id.filtered("goods_operation")
        ready = moves.filtered(lambda move: move.picking_id not in with_papers)
        ready.picked = True
        ready.picking_id._action_done()
        return with_papers

    def _free_goods(self) -> None:
        pickings = self.move_ids.picking_id
        pickings.filtered(lambda one: one.state != "done").action_cancel()
        self._cancel_orders()

    def _follow_goods(self) -> None:
        """Take the steps that the host's transfers have taken already."""
        for transfer in self:
            if transfer.state == "consented" and transfer._is_moved("out"):
                transfer._transition("ship")
                if transfer.is_intercompany:
                    transfer._carry_age()
            if transfer.state == "shipped":
                transfer._count_arrived()
                if transfer._is_moved("in"):
                    transfer._transition("receive")

    def _is_moved(self, side: str) -> bool:
        """Has something moved, and is nothing left to move?"""
        moves = self._get_moves(side)
        states = set(moves.mapped("state"))
        return "done" in states and states <= {"done", "cancel"}

    def _count_arrived(self) -> None:
        self.ensure_one()
        for line in self.line_ids:
            done = line.move_ids.filtered(
                lambda move: (
                    move.state == "done"
                    and move.aftersales_network_side == "in"
                    and not move.origin_returned_move_id
                )
            )
            line.received_quantity = sum(
                move.product_uom._compute_quantity(move.quantity, line.uom_id)
                for move in done
            )

    def action_view_pickings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["domain"] = [("id", "in", self.picking_ids.ids)]
        action["context"] = {}
        return action
