from odoo import api, fields, models

from ...tools.layer_book import Book
from ...tools.layers import Shortage
from .stock_location import LIABILITIES, QUALITIES


class AftersalesStockShortage(models.Model):
    """Goods that went out although no layer was there to take them from.

    Their age and cost are not known, and none is made up. What comes in later makes up
    for the quantity, and the shortage says so; it stays in the list.
    """

    _name = "aftersales.stock.shortage"
    _description = "Stock Shortage"
    _order = "date desc, id desc"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    product_id = fields.Many2one("product.product", required=True, index=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    owner_id = fields.Many2one("res.partner", index="btree_not_null")
    warehouse_id = fields.Many2one("stock.warehouse", index="btree_not_null")
    outlet_id = fields.Many2one(
        related="warehouse_id.aftersales_outlet_id", store=True, index="btree_not_null"
    )
    quality = fields.Selection(QUALITIES, required=True, default="qualified")
    liability = fields.Selection(LIABILITIES)
    move_id = fields.Many2one("stock.move", index="btree_not_null")
    date = fields.Date(required=True)
    quantity = fields.Float(digits="Product Unit", required=True)
    settled_quantity = fields.Float(
        string="Made Up",
        digits="Product Unit",
        help="What came in later in its place.",
    )
    open_quantity = fields.Float(
        string="Still Short",
        digits="Product Unit",
        compute="_compute_open_quantity",
        store=True,
    )

    @api.depends("quantity", "settled_quantity")
    def _compute_open_quantity(self):
        for shortage in self:
            shortage.open_quantity = shortage.quantity - shortage.settled_quantity

    def _to_shortage(self) -> Shortage:
        return Shortage(
            self.env["aftersales.stock.layer"]._get_key_of(self),
            self.move_id.id,
            self.date,
            self.quantity,
            self.settled_quantity,
            self.id,
        )

    @api.model
    def _store(self, company, book: Book) -> None:
        prepare_key = self.env["aftersales.stock.layer"]._prepare_key
        records = self.create(
            [
                {
                    **prepare_key(shortage.key),
                    "company_id": company.id,
                    "move_id": shortage.move,
                    "date": shortage.day,
                    "quantity": shortage.quantity,
                    "settled_quantity": shortage.settled,
                }
                for shortage in book.shortages
            ]
        )
        for shortage, record in zip(book.shortages, records, strict=True):
            shortage.id = record.id
        for shortage in book.settled:
            self.browse(shortage.id).settled_quantity = shortage.settled
