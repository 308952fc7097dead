from odoo import models


class AccountMoveLine(models.Model):
    """Goods that no delivery speaks of become units when they are invoiced."""

    _inherit = "account.move.line"

    def _make_units(self) -> None:
        """A unit for each piece of these posted lines, once, also when posted anew."""
        lines = self.filtered(
            lambda line: (
                line.product_id.is_serviced and not line._is_delivered_by_stock()
            )
        )
        if not lines:
            return
        Unit = self.env["aftersales.equipment"]
        counts = dict(
            Unit.with_context(active_test=False)._read_group(
                [("invoice_line_id", "in", lines.ids)], ["invoice_line_id"], ["__count"]
            )
        )
        Unit.with_context(mail_create_nosubscribe=True).create(
            [
                line._prepare_unit_vals()
                for line in lines
                for _piece in range(line._count_pieces() - counts.get(line, 0))
            ]
        )

    def _is_delivered_by_stock(self) -> bool:
        """Does a delivery make the units of this line?

        Goods with a number always leave by one, and so do goods that stock counts;
        those sold at a point of sale leave by its picking.
        """
        self.ensure_one()
        product = self.product_id
        moves = self.sale_line_ids.move_ids
        return bool(
            product.tracking != "none"
            or product.is_storable
            or moves.filtered(lambda move: move.state != "cancel")
            or (
                product.type == "consu"
                and "pos_order_ids" in self.move_id._fields
                and self.move_id.pos_order_ids
            )
        )

    def _count_pieces(self) -> int:
        self.ensure_one()
        product = self.product_id
        uom = self.product_uom_id or product.uom_id
        return int(uom._compute_quantity(self.quantity, product.uom_id, round=False))

    def _prepare_unit_vals(self) -> dict:
        self.ensure_one()
        invoice = self.move_id
        customer = invoice.commercial_partner_id
        site = invoice.partner_shipping_id
        return {
            "source": "invoice",
            "company_id": invoice.company_id.id,
            "product_id": self.product_id.id,
            "partner_id": customer.id,
            "site_partner_id": site.id if site != customer else False,
            "sale_line_id": self.sale_line_ids[:1].id,
            "invoice_line_id": self.id,
            "invoice_date": invoice.invoice_date,
            "price": invoice.currency_id._convert(
                self.price_total / self._count_pieces(),
                invoice.company_id.currency_id,
                invoice.company_id,
                invoice.invoice_date,
            ),
        }
