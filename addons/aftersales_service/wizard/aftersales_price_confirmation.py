from odoo import api, fields, models


class AftersalesPriceConfirmation(models.TransientModel):
    """Shows the customer what he is to pay and what is free, and takes his word."""

    _name = "aftersales.price.confirmation"
    _description = "Price Confirmation"

    order_id = fields.Many2one("aftersales.order", required=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    line_ids = fields.One2many(
        "aftersales.price.confirmation.line",
        "confirmation_id",
        compute="_compute_lines",
        store=True,
        readonly=False,
    )
    amount = fields.Monetary(
        string="To Confirm", compute="_compute_lines", store=True, help="Before tax."
    )
    amount_total = fields.Monetary(
        string="With Tax", compute="_compute_lines", store=True
    )
    confirmed_before = fields.Monetary(
        string="Confirmed Before", related="order_id.price_confirmed_amount"
    )
    name = fields.Char(
        string="Confirmed By",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Name of the person who confirms for the customer.",
    )

    @api.depends("order_id")
    def _compute_name(self):
        for confirmation in self:
            confirmation.name = confirmation.order_id.contact_name

    @api.depends("order_id")
    def _compute_lines(self):
        for confirmation in self:
            order = confirmation.order_id
            asked = order._get_price_to_confirm() if order else {"lines": []}
            confirmation.amount = asked.get("amount", 0.0)
            confirmation.amount_total = asked.get("amount_total", 0.0)
            confirmation.line_ids = [fields.Command.clear()] + [
                fields.Command.create(
                    {
                        "name": line["name"],
                        "quantity": line["quantity"],
                        "price_unit": line["price_unit"],
                        "amount": line["amount"],
                        "is_free": line["free"],
                        "reason": line["reason"],
                    }
                )
                for line in asked["lines"]
            ]

    def action_confirm(self):
        self.ensure_one()
        self.order_id._confirm_price(self.name)
        return {"type": "ir.actions.act_window_close"}
