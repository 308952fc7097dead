from collections import defaultdict
from math import ceil

from odoo import fields, models

from ...tools import installed_base


class SaleOrderLine(models.Model):
    """What a unit was sold for, and when it was invoiced."""

    _inherit = "sale.order.line"

    aftersales_equipment_ids = fields.One2many(
        "aftersales.equipment",
        "sale_line_id",
        string="Units",
        groups="aftersales_service.group_reader",
    )

    def _get_unit_price_paid(self) -> float:
        """Price of one piece with its discount and tax, in the company's currency."""
        pieces = self and self._count_sold_pieces()
        if not pieces:
            return 0.0
        order = self.order_id
        return order.currency_id._convert(
            self.price_total / pieces,
            order.company_id.currency_id,
            order.company_id,
            order.date_order.date(),
        )

    def _count_sold_pieces(self) -> float:
        self.ensure_one()
        return self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id, round=False
        )

    def _count_in_kit(self, product) -> int:
        """How many of a component one kit of this line takes, by what is moved."""
        self.ensure_one()
        moves = self.move_ids.filtered(
            lambda move: (
                move.product_id == product
                and move.state != "cancel"
                and move.location_dest_id.usage == "customer"
                and not move.origin_returned_move_id
            )
        )
        kits = self._count_sold_pieces() or 1.0
        return max(ceil(sum(moves.mapped("product_qty")) / kits), 1)

    def _fill_unit_invoice_dates(self) -> None:
        """Give units of these lines the day of their invoice; a known one stays."""
        units_by_day: dict = defaultdict(self.env["aftersales.equipment"].browse)
        for line in self:
            for unit, day in line._get_unit_invoice_days():
                if day and not unit.invoice_date:
                    units_by_day[day] |= unit
        for day, units in units_by_day.items():
            units.invoice_date = day

    def _get_unit_invoice_days(self) -> list[tuple]:
        """Units of this line, each with its day: invoiced piece by piece.

        Components of a kit share the first day of their line.
        """
        self.ensure_one()
        invoiced = [
            (line.move_id.invoice_date, line._count_pieces())
            for line in self.invoice_lines
            if line.move_id.move_type == "out_invoice" and line.parent_state == "posted"
        ]
        if not invoiced:
            return []
        units = self.aftersales_equipment_ids.sorted("id")
        whole = units.filtered(lambda unit: unit.product_id == self.product_id)
        days = installed_base.spread(
            invoiced, [unit.invoice_date or None for unit in whole]
        )
        first = min(day for day, _pieces in invoiced)
        return [
            *zip(whole, days, strict=True),
            *((unit, first) for unit in units - whole),
        ]
