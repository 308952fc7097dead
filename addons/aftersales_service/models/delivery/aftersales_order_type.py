from odoo import fields, models


class AftersalesOrderType(models.Model):
    _inherit = "aftersales.order.type"

    needs_acceptance = fields.Boolean(
        string="Needs an Acceptance Certificate",
        help="An installation is made with the order: its steps, its run at full load, "
        "the customer's acceptance. The order closes only when it is accepted, or "
        "refused in writing.",
    )
