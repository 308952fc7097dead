from odoo import models


class AftersalesOrder(models.Model):
    """Missed promises and what is told of a job become nonconformities."""

    _name = "aftersales.order"
    _inherit = ["aftersales.order", "aftersales.nonconformity.origin.mixin"]
