from odoo import models

from odoo.addons.aftersales_service.tools.ledger_sheet import Column, LedgerSheet

BATCH = 5_000


class AftersalesDepreciationRun(models.Model):
    """The run as a spreadsheet, every line with its reason."""

    _inherit = "aftersales.depreciation.run"

    def _write_workbook(self, file) -> int:
        sheet = LedgerSheet(file, self.name.replace("/", "-"), self._get_columns())
        sheet.write_head(
            [
                self.env._("Depreciation of Aged Stock"),
                self.display_name,
                self.company_id.display_name,
                self.env._("Amounts in %(currency)s", currency=self.currency_id.name),
            ]
        )
        Line = self.env["aftersales.depreciation.line"]
        kinds = dict(Line._fields["kind"]._description_selection(self.env))
        last = 0
        while lines := Line.search(
            [("run_id", "=", self.id), ("id", ">", last)], order="id", limit=BATCH
        ):
            for line in lines:
                sheet.write_row(line._get_sheet_row(kinds))
            last = lines[-1].id
            self.env.invalidate_all()
        sheet.close(self.env._("Total"))
        return sheet.row_count

    def _get_columns(self) -> list[Column]:
        return [
            Column(self.env._("Outlet"), "text", 20),
            Column(self.env._("Kind of Line"), "text"),
            Column(self.env._("Product"), "text", 30),
            Column(self.env._("Lot"), "text"),
            Column(self.env._("In Custody Since"), "text", 12),
            Column(self.env._("Quantity"), "count"),
            Column(self.env._("Cost"), "money"),
            Column(self.env._("Allowance Due"), "money"),
            Column(self.env._("Booked Before"), "money"),
            Column(self.env._("Amount"), "money"),
            Column(self.env._("Reason"), "text", 60),
        ]

    def _get_file_name(self) -> str:
        return f"depreciation_{self.month_end.strftime('%Y-%m')}.xlsx"


class AftersalesDepreciationLine(models.Model):
    _inherit = "aftersales.depreciation.line"

    def _get_sheet_row(self, kinds: dict[str, str]) -> list:
        self.ensure_one()
        return [
            self.outlet_id.display_name or self.env._("Head Office"),
            kinds[self.kind],
            self.product_id.display_name,
            self.lot_id.name,
            str(self.first_received_on),
            self.quantity,
            self.cost,
            self.cumulative,
            self.booked,
            self.amount,
            self.reason,
        ]
