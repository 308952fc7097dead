from odoo import Command, fields, models

from .stock_picking import READER


class StockMove(models.Model):
    _inherit = "stock.move"

    receipt_line_ids = fields.One2many(
        "aftersales.receipt.line", "move_id", string="Checked Lines", groups=READER
    )

    def _prepare_receipt_lines(self) -> list[dict]:
        """Lines of the check: one a lot where the sender named lots, else one."""
        self.ensure_one()
        vals = {
            "picking_id": self.picking_id.id,
            "move_id": self.id,
            "sequence": self.sequence,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom.id,
        }
        lots: dict[str, float] = {}
        for line in self.move_line_ids:
            if line.lot_id:
                quantity = line.product_uom_id._compute_quantity(
                    line.quantity, self.product_uom
                )
                name = line.lot_id.name
                lots[name] = lots.get(name, 0) + quantity
        rest = self.product_uom.round(self.product_uom_qty - sum(lots.values()))
        result = [
            {**vals, "note_quantity": qty, "lot_name": lot, "note_lot_name": lot}
            for lot, qty in lots.items()
        ]
        if rest > 0 or not result:
            result.append({**vals, "note_quantity": max(rest, 0)})
        return result

    def _action_done(self, cancel_backorder=False):
        """Checked, or signed for: or it does not come in and does not leave."""
        self.picking_id._check_goods_papers(self)
        return super()._action_done(cancel_backorder=cancel_backorder)

    # -- booked as counted -----------------------------------------------------------

    def _apply_receipt_count(self, counted: list) -> None:
        """Set this expected move to what was counted of it.

        :param counted: checked lines with what becomes of them; none: nothing came
        """
        self.ensure_one()
        accepted = [(one, one.outcome.accepted) for one in counted]
        apart = [(one, one.outcome.apart) for one in counted if one.outcome.apart]
        accepted = [piece for piece in accepted if piece[1]]
        keepers = {one.keeper for one, _quantity in apart}
        is_short = any(one.outcome.short for one in counted)
        if len(keepers) == 1 and not accepted and not is_short:
            self.location_dest_id = self._get_apart_place(*keepers)
            self._set_counted(apart)
            return
        for keeper in keepers:
            self._split_apart([piece for piece in apart if piece[0].keeper == keeper])
        self._set_counted(accepted)

    def _get_apart_place(self, keeper: str):
        """Where bad pieces stand: in the care of who answers for their cause."""
        return self.picking_id._get_goods_warehouse()._get_quality_place(keeper)

    def _split_apart(self, pieces: list[tuple]) -> None:
        """A move of their own for bad pieces of one place."""
        self._do_unreserve()
        total = self.product_uom._compute_quantity(
            sum(quantity for _one, quantity in pieces), self.product_id.uom_id
        )
        move = self.create(
            {
                **self._split(total)[0],
                "location_dest_id": self._get_apart_place(pieces[0][0].keeper).id,
                "move_dest_ids": False,
            }
        )
        move._action_confirm(merge=False)
        move._set_counted(pieces)

    def _set_counted(self, pieces: list[tuple]) -> None:
        """These pieces, by the lots they were counted with, are what moves.

        :param pieces: (checked line, quantity in its unit)
        """
        self.ensure_one()
        owners = {line.lot_id.name: line.owner_id.id for line in self.move_line_ids}
        owner = self.restrict_partner_id or self.picking_id.owner_id
        self.move_line_ids.unlink()
        self.move_line_ids = [
            Command.create(
                {
                    **self._prepare_move_line_vals(),
                    **one.lot_vals,
                    "product_uom_id": one.line.product_uom_id.id,
                    "quantity": quantity,
                    "owner_id": owner.id or owners.get(one.line.lot_name),
                    "picked": True,
                }
            )
            for one, quantity in pieces
        ]
        self.picked = bool(pieces)

    def _find_moved(self, line, kind: str):
        """The move that took along what a feedback of this kind speaks of."""
        found = self.filtered(lambda move: move.product_id == line.product_id)
        if kind == "short":
            return found & line.move_id
        quality = "nonconforming"
        return found.filtered(
            lambda move: move.location_dest_id.aftersales_quality == quality
        )[-1:]
