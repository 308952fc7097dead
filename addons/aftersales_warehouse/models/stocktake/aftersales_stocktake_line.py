from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .aftersales_stocktake import BOOK_READERS

# What people write on a line; all else comes from the books and from counting.
WRITTEN = frozenset({"counted_quantity", "cause_id", "explanation", "photo_ids"})


class AftersalesStocktakeLine(models.Model):
    """One product, lot, owner, package and place: what the books said, what is there.

    Figures of the books are read by those who supervise only; others are shown them
    (``known_…``) when the count is closed. A line nobody counted is never nought.
    """

    _name = "aftersales.stocktake.line"
    _description = "Stocktake Line"
    _order = "stocktake_id desc, id"
    _check_company_auto = True
    _rec_name = "product_id"

    stocktake_id = fields.Many2one(
        "aftersales.stocktake",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="stocktake_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="stocktake_id.state", string="Stocktake State")
    date = fields.Date(related="stocktake_id.date")
    outlet_id = fields.Many2one(related="stocktake_id.outlet_id")
    warehouse_id = fields.Many2one(related="stocktake_id.warehouse_id")
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, ondelete="restrict"
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    owner_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    package_id = fields.Many2one("stock.package", readonly=True, ondelete="restrict")
    location_id = fields.Many2one(
        "stock.location", required=True, readonly=True, index=True, ondelete="restrict"
    )
    is_found = fields.Boolean(
        string="Not in the Books",
        readonly=True,
        help="Found while counting; the books had none of it here.",
    )
    status = fields.Selection(
        [
            ("open", "Not Counted"),
            ("counted", "Counted"),
            ("recount", "Count Again"),
            ("recounted", "Counted Again"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )

    # -- count -------------------------------------------------------------------------
    counted_quantity = fields.Float(digits="Product Unit", aggregator="sum")
    counted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    counted_at = fields.Datetime(string="Counted On", readonly=True)
    photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_stocktake_line_photo_rel",
        column1="line_id",
        column2="attachment_id",
        string="Photos",
        bypass_search_access=True,
    )
    cause_id = fields.Many2one("aftersales.stocktake.cause", ondelete="restrict")
    explanation = fields.Char()

    # -- books: not for who counts -----------------------------------------------------
    book_quantity = fields.Float(
        digits="Product Unit",
        readonly=True,
        groups=BOOK_READERS,
        help="When the count began.",
    )
    unit_cost = fields.Float(
        digits="Product Price", readonly=True, aggregator=None, groups=BOOK_READERS
    )
    book_value = fields.Monetary(readonly=True, groups=BOOK_READERS)
    expected_quantity = fields.Float(
        string="Expected",
        digits="Product Unit",
        readonly=True,
        groups=BOOK_READERS,
        help="Book quantity in the moment of the count: that of the start, and what "
        "was moved since.",
    )
    moved_quantity = fields.Float(
        string="Moved Since Start",
        digits="Product Unit",
        compute="_compute_moved_quantity",
        groups=BOOK_READERS,
    )
    difference = fields.Float(digits="Product Unit", readonly=True, groups=BOOK_READERS)
    difference_value = fields.Monetary(readonly=True, groups=BOOK_READERS)
    has_difference = fields.Boolean(
        string="Differs", readonly=True, groups=BOOK_READERS
    )
    first_quantity = fields.Float(
        string="First Count", digits="Product Unit", readonly=True, groups=BOOK_READERS
    )
    first_by_id = fields.Many2one(
        "res.users", string="First Counted By", readonly=True, ondelete="restrict"
    )
    first_at = fields.Datetime(string="First Counted On", readonly=True)
    move_id = fields.Many2one(
        "stock.move",
        string="Adjustment",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    # -- books, as far as the user may know them ---------------------------------------
    shows_book = fields.Boolean(compute="_compute_known")
    known_expected = fields.Float(
        string="Expected Quantity", digits="Product Unit", compute="_compute_known"
    )
    known_difference = fields.Float(
        string="Difference Found", digits="Product Unit", compute="_compute_known"
    )
    is_to_explain = fields.Boolean(compute="_compute_known")

    _place_uniq = models.UniqueIndex(
        "(stocktake_id, product_id, location_id, COALESCE(lot_id, 0), "
        "COALESCE(owner_id, 0), COALESCE(package_id, 0))",
        "This product is on the sheet already, at this place.",
    )
    _differing_idx = models.Index("(stocktake_id) WHERE has_difference")

    @api.depends("expected_quantity", "book_quantity", "status")
    def _compute_moved_quantity(self):
        for line in self:
            line.moved_quantity = (
                line.expected_quantity - line.book_quantity if line.counted_at else 0.0
            )

    @api.depends("expected_quantity", "difference", "stocktake_id.state")
    @api.depends_context("uid")
    def _compute_known(self):
        # No related field: it would ask as superuser, who sees the books.
        for line in self:
            line.shows_book = line.stocktake_id.shows_book
            shown, book = line.shows_book, line.sudo()
            line.known_expected = book.expected_quantity if shown else 0.0
            line.known_difference = book.difference if shown else 0.0
            line.is_to_explain = shown and book.has_difference

    @api.depends("product_id", "lot_id")
    def _compute_display_name(self):
        for line in self:
            lot = f" {line.lot_id.name}" if line.lot_id else ""
            line.display_name = f"{line.product_id.display_name}{lot}"

    def _describe_difference(self) -> str:
        self.ensure_one()
        words = self.env._(
            "%(goods)s: %(counted)s counted, %(expected)s expected",
            goods=self.display_name,
            counted=f"{self.counted_quantity:g}",
            expected=f"{self.expected_quantity:g}",
        )
        return f"{words} ({self.cause_id.name})" if self.cause_id else words

    # -- writing -----------------------------------------------------------------------

    def write(self, vals):
        if self.stocktake_id.browse()._is_in_step():
            return super().write(vals)
        if foreign := set(vals) - WRITTEN:
            raise UserError(
                self.env._(
                    "%(fields)s: comes from the books and from counting, and is not "
                    "typed in.",
                    fields=", ".join(
                        sorted(
                            self._fields[name].get_description(self.env)["string"]
                            for name in foreign
                            if name in self._fields
                        )
                    ),
                )
            )
        rest = {name: vals[name] for name in vals if name != "counted_quantity"}
        if rest:
            self._check_explainable(rest)
        result = super().write(rest)
        if "counted_quantity" in vals:
            self._record_counts(dict.fromkeys(self.ids, vals["counted_quantity"]))
        if rest:
            self.stocktake_id._void_changed_signoffs()
        return result

    def _check_explainable(self, vals: dict) -> None:
        """Causes are given until the sheet is verified; photos are welcome before."""
        until = ("counting", "recount", "explaining")
        late = self.stocktake_id.filtered(lambda record: record.state not in until)
        if late:
            raise UserError(
                self.env._(
                    "%(stocktakes)s: the sheet is not open any more. “Count Again” "
                    "opens a line until head office has approved.",
                    stocktakes=", ".join(late.mapped("display_name")),
                )
            )

    def _read_book(self) -> dict[int, float]:
        """What the books say now for each of these lines; one query.

        The answer is that of the transaction: moves it does not see come after the
        count, whatever second they bear.
        """
        self.env["stock.quant"].flush_model()
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.id, SUM(quant.quantity)
                  FROM aftersales_stocktake_line line
                  JOIN stock_quant quant
                    ON quant.product_id = line.product_id
                   AND quant.location_id = line.location_id
                   AND quant.lot_id IS NOT DISTINCT FROM line.lot_id
                   AND quant.owner_id IS NOT DISTINCT FROM line.owner_id
                   AND quant.package_id IS NOT DISTINCT FROM line.package_id
                 WHERE line.id = ANY(%s)
              GROUP BY line.id
                """,
                list(self.ids),
            )
        )
        return {line_id: float(quantity) for line_id, quantity in rows}
