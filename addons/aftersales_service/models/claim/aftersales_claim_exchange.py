from odoo import models


class AftersalesClaim(models.Model):
    """Exchange: a new unit goes out, the old one comes back."""

    _inherit = "aftersales.claim"
