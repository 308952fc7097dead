from odoo import models

from ...tools import installed_base


class StockMoveLine(models.Model):
    """Goods that cross the door between us and a customer."""

    _inherit = "stock.move.line"

    # Whoever asks where a number has been reads its lines, not all of its product.
    _aftersales_lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")

    def _follow_units(self, source="delivery"):
        """Make, end or revive the units of these done lines; return them."""
        units = self.env["aftersales.equipment"].browse()
        crossing = self.filtered(lambda line: line._crosses_door())
        for company, lines in crossing.grouped("company_id").items():
            units |= units.with_company(company)._follow_lines(
                lines.sorted(lambda line: (line.date, line.id)), source
            )
        return units

    def _crosses_door(self) -> bool:
        self.ensure_one()
        return (self.location_id.usage == "customer") != (
            self.location_dest_id.usage == "customer"
        ) and self.move_id._concerns_units()

    def _is_serial(self) -> bool:
        self.ensure_one()
        return bool(self.lot_id) and self.product_id.tracking == "serial"

    def _count_pieces(self) -> int:
        """Whole pieces of this line, whatever unit of measure it was moved in."""
        self.ensure_one()
        return int(self.quantity_product_uom)

    def _prepare_crossing(self) -> installed_base.Crossing:
        self.ensure_one()
        move = self.move_id
        order = move.sale_line_id.order_id
        address = move.picking_id.partner_id or move.partner_id
        customer = (order.partner_id or address).commercial_partner_id
        return installed_base.Crossing(
            outward=self.location_dest_id.usage == "customer",
            day=self.env["aftersales.equipment"]._get_local_day(
                self.date, self.company_id
            ),
            customer=customer.id or None,
            site=address.id if address != customer else None,
            sale_line=move.sale_line_id.id or None,
            move=move.id,
        )

    def _get_kit_line(self):
        """Sale line of a kit that these goods are components of, if they are."""
        self.ensure_one()
        move = self.move_id
        line = move.sale_line_id
        is_component = (
            # Where bills of materials are installed, they say so themselves.
            bool(move.bom_line_id)
            if "bom_line_id" in move._fields
            else line.product_id != self.product_id
        )
        return line if line and is_component else line.browse()

    def _may_be_piece(self, unit) -> bool:
        """Can these goods that came back be those of a unit without a number?"""
        self.ensure_one()
        move = self.move_id
        is_of_sale = move.sale_line_id and unit.sale_line_id == move.sale_line_id
        origin = move.origin_returned_move_id
        return (
            unit.product_id == self.product_id
            and unit.lot_id == self.lot_id
            and bool(is_of_sale or (origin and unit.delivery_move_id == origin))
        )
