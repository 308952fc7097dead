from odoo import api, fields, models

from ...tools import goods_issue
from ..receipt.stock_picking import READER


class StockPicking(models.Model):
    """Whose goods leave, and are they old stock: the note says so (R215)."""

    _inherit = "stock.picking"

    has_old_stock = fields.Boolean(
        compute="_compute_stock_marks",
        compute_sudo=True,
        groups=READER,
        help="Goods past their custody term leave first, and the note says so.",
    )
    has_consigned_stock = fields.Boolean(
        string="Has Head Office's Goods",
        compute="_compute_stock_marks",
        compute_sudo=True,
        groups=READER,
        help="Goods of another owner, or that head office answers for.",
    )

    @api.depends("move_line_ids.owner_id", "move_line_ids.location_id", "state")
    def _compute_stock_marks(self):
        marks = self._get_stock_marks()
        for picking in self:
            found = [marks.get(line, frozenset()) for line in picking.move_line_ids]
            picking.has_old_stock = any("old" in mark for mark in found)
            picking.has_consigned_stock = any("consigned" in mark for mark in found)

    def _get_note_lines(self) -> list[dict]:
        """Lines of the printed note: what left, or what is to leave."""
        self.ensure_one()
        marks = self._get_stock_marks()
        result = []
        for move in self.move_ids.filtered(lambda one: one.state != "cancel"):
            found = frozenset().union(*(marks[one] for one in move.move_line_ids))
            values = move.product_id.product_template_attribute_value_ids
            is_done = move.state == "done"
            result.append(
                {
                    "article": move.product_id.default_code or "",
                    "goods": move.product_id.name,
                    "specification": ", ".join(values.mapped("name")),
                    "quantity": move.quantity if is_done else move.product_uom_qty,
                    "unit": move.product_uom.name,
                    "lots": ", ".join(move.move_line_ids.lot_id.mapped("name")),
                    "is_old": "old" in found,
                    "is_consigned": "consigned" in found,
                }
            )
        return result

    def _get_stock_marks(self) -> dict:
        """What the note says of each line: ``old``, ``consigned``."""
        lines = self.filtered(
            lambda picking: picking.goods_operation == "issue"
        ).move_line_ids
        oldest = self._find_oldest_layers(lines)
        marks = {}
        for line in lines:
            first, months = oldest.get(line, (None, 0))
            marks[line] = goods_issue.stock_marks(
                has_owner=bool(line.owner_id),
                liability=line.location_id.aftersales_liability,
                first_received_on=first,
                storage_months=months,
                day=fields.Date.context_today(line, line.date),
            )
        return marks

    def _find_oldest_layers(self, lines) -> dict:
        """Oldest receipt a line takes from, and the custody term of its goods."""
        firsts = {**self._read_used(lines), **self._read_lying(lines)}
        result = {}
        for company, mine in lines.grouped("company_id").items():
            policies = self.env["aftersales.storage.policy"]._get_for(
                mine.product_id, company, fields.Date.context_today(self)
            )
            for line in mine:
                policy, first = policies.get(line.product_id), firsts.get(line)
                if policy and first:
                    result[line] = (first, policy.storage_months)
        return result

    def _read_used(self, lines) -> dict:
        """First receipt of what has left, by the uses of its layers."""
        done = lines.filtered(lambda line: line.state == "done")
        uses = self.env["aftersales.stock.layer.use"].sudo()
        uses = uses.search([("move_id", "in", done.move_id.ids)]) if done else uses
        by_move = uses.grouped("move_id")
        result = {}
        for line in done:
            layers = by_move.get(line.move_id, uses).layer_id.filtered(
                lambda layer, line=line: layer.lot_id == line.lot_id
            )
            result[line] = min(layers.mapped("first_received_on"), default=None)
        return result

    def _read_lying(self, lines) -> dict:
        """First receipt of what lies there and leaves next."""
        waiting = lines.filtered(lambda line: line.state not in ("done", "cancel"))
        layers = self.env["aftersales.stock.layer"].sudo()
        if waiting:
            warehouses = waiting.location_id.warehouse_id
            layers = layers.search(
                [
                    ("warehouse_id", "in", warehouses.ids),
                    ("product_id", "in", waiting.product_id.ids),
                    ("remaining_quantity", ">", 0),
                ]
            )
        oldest: dict = {}
        for layer in layers:  # in the order of their first receipt
            key = (layer.warehouse_id, layer.product_id, layer.owner_id)
            oldest.setdefault((*key, layer.lot_id), layer.first_received_on)
            oldest.setdefault((*key, None), layer.first_received_on)
        return {
            line: oldest.get(
                (
                    line.location_id.warehouse_id,
                    line.product_id,
                    line.owner_id,
                    line.lot_id or None,
                )
            )
            for line in waiting
        }
