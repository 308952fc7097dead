from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools.ledger_sheet import (
    Column,
    LedgerSheet,
    open_book,
)


class AftersalesGoodsCheck(models.TransientModel):
    """Ledger = card = goods: the reconciliation of warehouses at the end of a day, on
    the screen, on paper, as a sheet."""

    _name = "aftersales.goods.check"
    _description = "Reconciliation of a Day"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="What was there at the end of it.",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Warehouses",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all that you may see.",
    )
    only_different = fields.Boolean(string="Only What Disagrees")

    def action_view(self):
        self.ensure_one()
        return self._open_day(self.day, self.warehouse_ids, self._get_domain())

    @api.model
    def _open_day(self, day, warehouses, domain=Domain.TRUE) -> dict:
        """The list of a day.

        :param day: date
        :param warehouses: recordset; empty means all
        :param domain: Domain
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_goods_reconciliation_action"
        )
        if warehouses:
            domain &= Domain("warehouse_id", "in", warehouses.ids)
        return {
            **action,
            "display_name": f"{action['name']} {day}",
            "domain": list(domain),
            "context": {"goods_day": day},
        }

    def action_print(self):
        self.ensure_one()
        return self.env.ref(
            "aftersales_warehouse.action_report_goods_check"
        ).report_action(self)

    def _get_domain(self) -> Domain:
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.warehouse_ids:
            domain &= Domain("warehouse_id", "in", self.warehouse_ids.ids)
        if self.only_different:
            domain &= Domain("is_different", "=", True)
        return domain

    def _get_rows(self):
        """What agrees and what does not, by warehouse."""
        return (
            self.env["aftersales.goods.reconciliation"]
            .with_context(goods_day=self.day)
            .search(
                self._get_domain(),
                order="warehouse_id, is_different desc, product_id, lot_id, owner_id",
            )
        )

    def _get_verdict(self, rows) -> str:
        """In one sentence, for the head of the paper.

        :param rows: what was compared
        """
        different = len(rows.filtered("is_different"))
        if not different:
            return self.env._("All %(total)s articles agree.", total=len(rows))
        return self.env._(
            "%(count)s of %(total)s articles disagree.",
            count=different,
            total=len(rows),
        )

    def _get_file_name(self) -> str:
        return f"reconciliation_{self.day}.xlsx"

    def _write_workbook(self, file) -> int:
        book = open_book(file)
        sheet = LedgerSheet(book, self.env._("Reconciliation"), self._get_columns())
        sheet.write_head(
            [self.env._("Ledger = Card = Goods"), self.company_id.name, str(self.day)]
        )
        rows = self._get_rows()
        for row in rows:
            sheet.write_row(
                [
                    row.warehouse_id.name,
                    row.product_id.default_code,
                    row.product_id.name,
                    row.uom_id.name,
                    row.lot_id.name,
                    row.owner_id.name,
                    row.ledger,
                    row.card,
                    row.goods,
                    row.layers,
                    row.difference,
                    row.layer_difference,
                    row.counted_on and str(row.counted_on),
                ]
            )
        sheet.close(self.env._("Total"))
        book.close()
        return len(rows)

    def _get_columns(self) -> list[Column]:
        labels = self.env["aftersales.goods.reconciliation"].fields_get(
            attributes=["string"]
        )
        numbers = (
            *("ledger", "card", "goods", "layers", "difference", "layer_difference"),
        )
        return [
            Column(self.env._("Warehouse"), "text", 16),
            Column(self.env._("Article Number"), "text", 14),
            Column(self.env._("Article"), "text", 28),
            Column(self.env._("Unit of Measure"), "text", 8),
            Column(self.env._("Lot/Serial Number"), "text", 16),
            Column(self.env._("Owner"), "text", 16),
            *(Column(labels[name]["string"], "quantity") for name in numbers),
            Column(labels["counted_on"]["string"], "text", 12),
        ]
