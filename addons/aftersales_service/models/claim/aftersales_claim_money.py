from odoo import models


class AftersalesClaim(models.Model):
    """Money without goods: compensation, advance payment, goodwill."""

    _inherit = "aftersales.claim"
