from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesOrderLine(models.Model):
    """Labour, travel or another service done for the customer.

    Parts are not here: they are the moves of the order's repairs.
    """

    _name = "aftersales.order.line"
    _description = "Service Order Labour and Travel"
    _inherit = ["aftersales.coverage.mixin"]
    _order = "order_id, sequence, id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "aftersales.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        index="btree_not_null",
        check_company=True,
        domain="[('order_id', '=', order_id)]",
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        check_company=True,
        domain=[("type", "=", "service")],
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit of Measure")
    amount = fields.Monetary(compute="_compute_amount", store=True)
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Quotation Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "Quantity cannot be negative."
    )

    def _get_coverage_order(self):
        return self.order_id

    def _get_coverage_cost(self) -> str:
        travel = self.company_id.aftersales_travel_product_id
        return "travel" if travel and self.product_id == travel else "labour"

    @api.depends("order_id")
    def _compute_coverage(self):
        return super()._compute_coverage()

    @api.constrains("coverage", "goodwill_approver_id", "quantity", "price_unit")
    def _check_goodwill_approver(self):
        """An approval is for what was approved: more of it is approved anew."""
        return super()._check_goodwill_approver()

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.product_id.display_name

    @api.depends("price_unit", "quantity", "order_id.company_id")
    def _compute_amount(self):
        for line in self:
            line.amount = line.currency_id.round(line.price_unit * line.quantity)

    def write(self, vals):
        agreed_fields = {"product_id", "quantity", "price_unit", "coverage"}
        if agreed_fields & vals.keys():
            for line in self:
                if line._is_agreed():
                    raise UserError(
                        self.env._(
                            "“%(line)s” is on the approved quotation %(sale)s. Add a "
                            "new line for further work.",
                            line=line.name,
                            sale=line.sale_line_id.sudo().order_id.name,
                        )
                    )
        result = super().write(vals)
        if "coverage" in vals:
            for order in self.order_id:
                order._drop_free_quotation_lines()
        if agreed_fields & vals.keys():
            self._update_sale_line()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        for line in self:
            if line._is_agreed():
                raise UserError(
                    self.env._(
                        "“%(line)s” is on the approved quotation and cannot be "
                        "deleted.",
                        line=line.name,
                    )
                )
        self.sale_line_id.sudo().unlink()

    def _prepare_sale_line_vals(self) -> dict:
        self.ensure_one()
        return {
            "order_id": self.order_id.sale_order_id.id,
            "product_id": self.product_id.id,
            "name": self.name or self.product_id.display_name,
            "product_uom_qty": self.quantity,
            "price_unit": self.price_unit,
            "technical_price_unit": self.price_unit,
            "analytic_distribution": self.order_id._get_analytic_distribution(),
        }

    def _update_sale_line(self) -> None:
        """Keep the quotation as the lines are, whoever may write on quotations."""
        for line in self.filtered("sale_line_id"):
            vals = line._prepare_sale_line_vals()
            del vals["order_id"]
            line.sale_line_id.sudo().write(vals)
        self.filtered(lambda line: line.order_id._is_work_done())._set_delivered()

    def _set_delivered(self) -> None:
        """Work done is work delivered: it can be invoiced."""
        for line in self.filtered("sale_line_id"):
            line.sale_line_id.sudo().qty_delivered = line.quantity
