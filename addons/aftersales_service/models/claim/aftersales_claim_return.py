from odoo import models


class AftersalesClaim(models.Model):
    """Return: the unit comes back, the price less a fee goes to the customer."""

    _inherit = "aftersales.claim"
