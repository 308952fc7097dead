from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesDispatch(models.Model):
    """Photos of a visit, and parts that its technician takes from his own van."""

    _inherit = "aftersales.dispatch"

    photo_before_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_dispatch_photo_before_rel",
        string="Photos Before",
        copy=False,
    )
    photo_after_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_dispatch_photo_after_rel",
        string="Photos After",
        copy=False,
    )

    def _get_field_employee(self):
        """The person behind the user, in the company of the visit."""
        return (
            self.env["hr.employee"]
            .sudo()  # who one is oneself is no secret
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    ("company_id", "in", (self.company_id or self.env.company).ids),
                ],
                limit=1,
            )
        )

    def _get_van_location(self):
        return self._get_field_employee().aftersales_van_location_id

    def _get_van_stock(self, van) -> list[dict]:
        """What lies in a van and is not reserved, by product and lot."""
        rows = (
            self.env["stock.quant"]._read_group(
                [("location_id", "child_of", van.id), ("quantity", ">", 0)],
                ["product_id", "lot_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
            if van
            else []
        )
        return [
            {
                "product_id": product.id,
                "name": product.display_name,
                "barcode": product.barcode or "",
                "lot_id": lot.id,
                "lot": lot.name or "",
                "uom": product.uom_id.name,
                "quantity": quantity - reserved,
            }
            for product, lot, quantity, reserved in rows
            if quantity > reserved
        ]

    def _use_van_part(self, product, quantity: float, lot) -> None:
        """Put a part from the technician's van into the repair of the order."""
        self.ensure_one()
        van = self._get_van_location()
        self._check_van_part(van, product, quantity, lot)
        repair = self._get_van_repair(van)
        move = self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": product.id,
                "product_uom_qty": quantity,
            }
        )
        if repair.state == "draft":
            repair.action_validate()
        # The host may have reserved any number of it; the technician names his.
        move._do_unreserve()
        move._update_reserved_quantity(quantity, van, lot_id=lot or None, strict=False)

    def _check_van_part(self, van, product, quantity: float, lot) -> None:
        if not van:
            raise UserError(
                self.env._(
                    "You have no van stock. Ask the office to fill in Van Stock on "
                    "your employee file."
                )
            )
        if not product or product.type != "consu" or quantity <= 0:
            raise UserError(
                self.env._("Choose a part (no service) and a quantity above zero.")
            )
        if not product.is_storable:
            return
        available = self.env["stock.quant"]._get_available_quantity(
            product, van, lot_id=lot or None
        )
        if product.uom_id.compare(available, quantity) < 0:
            raise UserError(
                self.env._(
                    "There is %(available)s of %(part)s in %(van)s, not %(quantity)s. "
                    "Ask the office to correct the stock, or use less.",
                    available=available,
                    part=product.display_name,
                    van=van.display_name,
                    quantity=quantity,
                )
            )

    def _get_van_repairs(self, van):
        return self.order_id.repair_ids.filtered(
            lambda repair: (
                repair.location_id == van and repair.state not in ("done", "cancel")
            )
        )

    def _get_van_repair(self, van):
        """Open repair of the order that takes its parts from this van."""
        found = self._get_van_repairs(van)[:1]
        return found or self.env["repair.order"].create(
            {**self.order_id._prepare_repair_vals(), "location_id": van.id}
        )

    def _end_van_repairs(self) -> None:
        """What was taken from the van is used when the work is done."""
        van = self._get_van_location()
        if not van or self.outcome not in ("solved", "out_of_scope"):
            return
        for repair in self._get_van_repairs(van):
            if repair.state == "draft":
                repair.action_validate()
            if repair.state == "confirmed":
                repair.action_repair_start()
            repair.action_repair_end()
