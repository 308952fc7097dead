from typing import Any, NamedTuple

from odoo import Command, models
from odoo.fields import Domain

from ...tools import quality_flow, receipt_check


class Counted(NamedTuple):
    """A checked line, what becomes of it, its lot as the host takes it, and who
    answers for its bad pieces."""

    line: Any
    outcome: receipt_check.Outcome
    lot_vals: dict
    keeper: str


class AftersalesReceiptLine(models.Model):
    """What checked lines become: lots of a move, quality feedback."""

    _inherit = "aftersales.receipt.line"

    def _get_counted(self) -> list[Counted]:
        """The lines of one receipt, allocated; few queries for all of them."""
        outcomes = receipt_check.allocate([line._get_count() for line in self])
        facts = [{"kind": line.kind, "cause": line.cause} for line in self]
        Liability = self.env["aftersales.quality.liability"]
        liable = Liability._find_liability(facts, self.company_id[:1])
        lots = self._find_lots()
        return [
            Counted(line, outcome, lots[line], quality_flow.keeper(who))
            for line, outcome, who in zip(self, outcomes, liable, strict=True)
        ]

    def _get_count(self) -> receipt_check.Count:
        """The line as the rules read it, in its own unit."""
        self.ensure_one()
        return receipt_check.Count(
            self._get_position(),
            self.note_quantity,
            self.counted_quantity,
            self.bad_quantity,
        )

    def _find_lots(self) -> dict:
        """Lot of each line as the host takes it: a known one, or a new one's name."""
        tracked = self.filtered(lambda line: line.product_id.tracking != "none")
        lots = self.env["stock.lot"].search(
            Domain("name", "in", [name for name in tracked.mapped("lot_name") if name])
            & Domain("product_id", "in", tracked.product_id.ids)
            & Domain("company_id", "in", [*self.company_id.ids, False])
        )
        known = {(lot.product_id, lot.name): lot.id for lot in lots}
        result = {}
        for line in self:
            found = known.get((line.product_id, line.lot_name))
            named = {"lot_name": line.lot_name} if line in tracked else {}
            result[line] = {"lot_id": found} if found else named
        return result

    def _prepare_apart_move_vals(self, quantity: float) -> dict:
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": quantity,
            "company_id": self.company_id.id,
            "origin": self.picking_id.name,
        }

    def _prepare_feedback_vals(self, outcome: receipt_check.Outcome) -> list[dict]:
        """A feedback each for what is bad, too much or not on the note, and missing."""
        self.ensure_one()
        picking = self.picking_id
        vals = {
            "company_id": self.company_id.id,
            "picking_id": picking.id,
            "outlet_id": picking.aftersales_outlet_id.id,
            "partner_id": picking.partner_id.id,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "lot_name": self.lot_name,
            "description": self.note,
            "photo_ids": [Command.set(self.photo_ids.ids)],
            "reported_by_id": self.env.uid,
        }
        found = [
            (self.kind, self.cause, outcome.apart + outcome.over_bad),
            ("over" if self.move_id else "wrong", False, outcome.over),
            ("short", False, outcome.short),
        ]
        return [
            {**vals, "kind": kind, "cause": cause, "quantity": quantity}
            for kind, cause, quantity in found
            if quantity
        ]
