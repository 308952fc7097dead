from odoo import models

from odoo.addons.aftersales_service.tools.ledger_sheet import (
    Column,
    LedgerSheet,
    open_book,
)

# A sheet has 1 048 576 rows at most.
SHEET_ROWS = 1_000_000


class AftersalesGoodsSheet(models.TransientModel):
    """The book as a spreadsheet, written row by row as the database hands them over."""

    _inherit = "aftersales.goods.sheet"

    def _write_workbook(self, file) -> int:
        book = open_book(file)
        count, sheet = 0, self._open_sheet(book, 1)
        is_card, labels = self.level == "card", self._get_counterparts()
        opening = self.env._("Opening")
        for row, quantity, value in self._iter_rows():
            if sheet.row_count >= SHEET_ROWS:
                sheet.close(self.env._("Total"))
                sheet = self._open_sheet(book, count // SHEET_ROWS + 1)
            came, went = row.date and row.quantity > 0, row.date and row.quantity < 0
            place = [row.location] if is_card else []
            money = [row.value if came else None, -row.value if went else None, value]
            sheet.write_row(
                [
                    row.warehouse,
                    *place,
                    row.article,
                    row.product,
                    row.uom,
                    row.owner,
                    row.date,
                    row.voucher if row.date else opening,
                    labels.get(row.counterpart),
                    row.partner,
                    row.lot,
                    row.received or None,
                    row.issued or None,
                    quantity,
                    *([] if is_card else money),
                ]
            )
            count += 1
        sheet.close(self.env._("Total"))
        book.close()
        return count

    def _open_sheet(self, book, number: int) -> LedgerSheet:
        title = self._get_title()
        sheet = LedgerSheet(book, f"{title} {number}", self._get_columns())
        sheet.write_head(
            [title, self.company_id.name, f"{self.date_from} – {self.date_to}"]
        )
        return sheet

    def _get_columns(self) -> list[Column]:
        place = Column(self.env._("Location"), "text", 22)
        money = [
            Column(self.env._("Value Received"), "money"),
            Column(self.env._("Value Issued"), "money"),
            Column(self.env._("Value of Balance"), "amount"),
        ]
        is_card = self.level == "card"
        return [
            Column(self.env._("Warehouse"), "text", 16),
            *([place] if is_card else []),
            Column(self.env._("Article Number"), "text", 14),
            Column(self.env._("Article"), "text", 28),
            Column(self.env._("Unit of Measure"), "text", 8),
            Column(self.env._("Owner"), "text", 16),
            Column(self.env._("Moved At"), "datetime"),
            Column(self.env._("Voucher"), "text", 18),
            Column(self.env._("From or To"), "text", 16),
            Column(self.env._("Partner"), "text", 22),
            Column(self.env._("Lot/Serial Number"), "text", 16),
            Column(self.env._("Received"), "quantity"),
            Column(self.env._("Issued"), "quantity"),
            Column(self.env._("Balance"), "quantity"),
            *([] if is_card else money),
        ]
