from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import charging


class StockMove(models.Model):
    """Parts of a service order's repair: each with its own coverage.

    A part that nobody is invoiced for goes to the warranty cost location, whose
    valuation account takes its cost at once, with the outlet's analytic distribution;
    the host would leave it in production until the next closing.
    """

    _name = "stock.move"
    _inherit = ["stock.move", "aftersales.coverage.mixin"]

    aftersales_order_id = fields.Many2one(
        related="repair_id.aftersales_order_id", store=True, index="btree_not_null"
    )
    aftersales_price_unit = fields.Float(
        string="Tariff Price",
        digits="Product Price",
        compute="_compute_aftersales_price_unit",
        help="Price of one part in the service tariff, before tax.",
    )

    def _get_coverage_order(self):
        is_part = self.repair_line_type == "add"
        return (
            self.repair_id.aftersales_order_id
            if is_part
            else self.env["aftersales.order"]
        )

    @api.depends("repair_id.aftersales_order_id", "repair_line_type")
    def _compute_coverage(self):
        return super()._compute_coverage()

    @api.constrains("coverage", "goodwill_approver_id", "product_uom_qty")
    def _check_goodwill_approver(self):
        """An approval is for what was approved: more of it is approved anew."""
        return super()._check_goodwill_approver()

    @api.depends("product_id", "product_uom_qty", "repair_id.aftersales_order_id")
    def _compute_aftersales_price_unit(self):
        for move in self:
            order = move.repair_id.aftersales_order_id
            move.aftersales_price_unit = (
                # The price of a part is no secret of whoever wrote the quotation.
                move.sale_line_id.sudo().price_unit
                if move.sale_line_id
                else order.pricelist_id._get_product_price(
                    move.product_id,
                    move.product_uom_qty or 1.0,
                    currency=order.currency_id,
                    uom=move.product_uom,
                    date=order.received_at,
                )
                if order
                else 0.0
            )

    def _is_unbilled_part(self) -> bool:
        """Is this a part put in for a service order that nobody pays for?"""
        self.ensure_one()
        return (
            self.repair_line_type == "add"
            and bool(self.repair_id.aftersales_order_id)
            and self.coverage in (charging.COVERED, charging.GOODWILL)
        )

    # -- where unbilled parts go ----------------------------------------------------

    def _get_repair_locations(self, repair_line_type, repair_id=False):
        source, destination = super()._get_repair_locations(repair_line_type, repair_id)
        if self and all(move._is_unbilled_part() for move in self):
            destination = self.company_id.aftersales_warranty_location_id or destination
        return source, destination

    @api.depends("coverage")
    def _compute_location_dest_id(self):
        result = super()._compute_location_dest_id()
        for move in self:
            if move._is_unbilled_part():
                move.location_dest_id = (
                    move.company_id.aftersales_warranty_location_id
                    or move.location_dest_id
                )
        return result

    def _set_repair_locations(self):
        """Charged and unbilled parts of one repair go to different places."""
        unbilled = self.filtered(lambda move: move._is_unbilled_part())
        super(StockMove, unbilled)._set_repair_locations()
        return super(StockMove, self - unbilled)._set_repair_locations()

    def write(self, vals):
        if "coverage" in vals:
            self._check_coverage_open()
        if "product_uom_qty" in vals:
            self._check_quantity_open(vals["product_uom_qty"])
        result = super().write(vals)
        if "coverage" in vals:
            self.filtered("repair_id")._set_repair_locations()
            for order in self.aftersales_order_id:
                order._drop_free_quotation_lines()
        return result

    def _check_coverage_open(self) -> None:
        for move in self:
            if move.state == "done" or move._is_agreed():
                raise UserError(
                    self.env._(
                        "Coverage of %(part)s is fixed: the part is used or the "
                        "customer has approved its price.",
                        part=move.product_id.display_name,
                    )
                )

    def _check_quantity_open(self, quantity: float) -> None:
        """More of an approved part is further work: it is added as a new part."""
        for move in self.filtered("aftersales_order_id"):
            if move._is_agreed() and quantity > move.product_uom_qty:
                raise UserError(
                    self.env._(
                        "The customer has approved %(quantity)s of %(part)s. Add a new "
                        "part for more.",
                        quantity=move.product_uom_qty,
                        part=move.product_id.display_name,
                    )
                )

    # -- what it costs --------------------------------------------------------------

    def _create_repair_sale_order_line(self):
        """Parts of a service order are quoted by the order, not as they are typed:
        what comes after an approval needs one of its own."""
        return super(
            StockMove, self.filtered(lambda move: not move.aftersales_order_id)
        )._create_repair_sale_order_line()

    def _prepare_sale_line_vals(self) -> dict:
        self.ensure_one()
        order = self.aftersales_order_id
        is_used = self.state == "done"
        return {
            "order_id": order.sale_order_id.id,
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity if is_used else self.product_uom_qty,
            "product_uom_id": self.product_uom.id,
            "qty_delivered": self.quantity if is_used else 0.0,
            "analytic_distribution": order._get_analytic_distribution(),
        }

    def _get_account_move_line_vals(self):
        """Cost of a warranty part belongs to the outlet that fitted it."""
        values = super()._get_account_move_line_vals()
        if self._is_unbilled_part():
            distribution = self.aftersales_order_id._get_analytic_distribution()
            account = self.location_dest_id.valuation_account_id
            for line in values:
                if distribution and line["account_id"] == account.id:
                    line["analytic_distribution"] = distribution
        return values
