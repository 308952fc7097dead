from odoo import api, fields, models

from ...tools import stocktake_flow
from .aftersales_stocktake import BOOK_READERS


class AftersalesStocktake(models.Model):
    """How far a count is and what it came to; one query for any number of them."""

    _inherit = "aftersales.stocktake"

    shows_book = fields.Boolean(
        string="Books Shown",
        compute="_compute_shows_book",
        help="What the books say is shown to whoever counts when the count is closed.",
    )
    line_count = fields.Integer(string="Lines", compute="_compute_figures")
    todo_count = fields.Integer(
        string="To Count", compute="_compute_figures", help="Or to count again."
    )
    progress = fields.Float(
        string="Counted (%)", compute="_compute_figures", help="Share that is counted."
    )
    difference_count = fields.Integer(
        string="Differences", compute="_compute_figures", groups=BOOK_READERS
    )
    surplus_value = fields.Monetary(
        string="Surplus", compute="_compute_figures", groups=BOOK_READERS
    )
    shortage_value = fields.Monetary(
        string="Shortage", compute="_compute_figures", groups=BOOK_READERS
    )
    book_value = fields.Monetary(compute="_compute_figures", groups=BOOK_READERS)
    unexplained_count = fields.Integer(
        string="To Be Explained", compute="_compute_figures", groups=BOOK_READERS
    )

    @api.depends("state", "policy_id")
    @api.depends_context("uid")
    def _compute_shows_book(self):
        reads_book = self.env.su or any(
            self.env.user.has_group(group) for group in BOOK_READERS.split(",")
        )
        for record in self:
            record.shows_book = (
                reads_book
                or record.state in stocktake_flow.COUNTED
                or (
                    record.state in stocktake_flow.COUNTING
                    and not record.sudo().policy_id.is_blind
                )
            )

    @api.depends("line_ids.status", "line_ids.has_difference", "line_ids.cause_id")
    def _compute_figures(self):
        Line = self.env["aftersales.stocktake.line"].sudo()
        figures: dict[int, dict] = {}
        for record, status, differs, count, cause_count, book in Line._read_group(
            [("stocktake_id", "in", self.ids)],
            ["stocktake_id", "status", "has_difference"],
            ["__count", "cause_id:count", "book_value:sum"],
        ):
            row = figures.setdefault(
                record.id, dict.fromkeys(("lines", "todo", "differs", "open"), 0)
            )
            row["book"] = row.get("book", 0.0) + book
            row["lines"] += count
            row["todo"] += count if status in ("open", "recount") else 0
            row["differs"] += count if differs else 0
            row["open"] += count - cause_count if differs else 0
        values = self._read_difference_values()
        for record in self:
            row = figures.get(record._origin.id, {})
            surplus, shortage = values.get(record._origin.id, (0.0, 0.0))
            lines = row.get("lines", 0)
            record.line_count = lines
            record.todo_count = row.get("todo", 0)
            counted = lines - record.todo_count
            record.progress = 100.0 * counted / lines if lines else 0.0
            figures_of_books = {
                "difference_count": row.get("differs", 0),
                "unexplained_count": row.get("open", 0),
                "book_value": row.get("book", 0.0),
                "surplus_value": surplus,
                "shortage_value": shortage,
            }
            for name, value in figures_of_books.items():
                record[name] = value

    def _read_difference_values(self) -> dict[int, tuple[float, float]]:
        """What is there beyond the books, and what is missing (as a positive sum)."""
        sums: dict[int, list[float]] = {}
        for sign, place in ((">", 0), ("<", 1)):
            for record, value in (
                self.env["aftersales.stocktake.line"]
                .sudo()
                ._read_group(
                    [
                        ("stocktake_id", "in", self.ids),
                        ("has_difference", "=", True),
                        ("difference", sign, 0),
                    ],
                    ["stocktake_id"],
                    ["difference_value:sum"],
                )
            ):
                sums.setdefault(record.id, [0.0, 0.0])[place] = abs(value)
        return {key: (surplus, shortage) for key, (surplus, shortage) in sums.items()}

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stocktake_line_action"
        )
        action["domain"] = [("stocktake_id", "=", self.id)]
        action["context"] = {"default_stocktake_id": self.id}
        return action

    def action_view_moves(self):
        """Adjustments that the host booked."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.stock_move_action"
        )
        action["domain"] = [("aftersales_stocktake_line_id.stocktake_id", "=", self.id)]
        action["context"] = {}
        return action
