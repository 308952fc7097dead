from odoo import models


class AftersalesReturnVisit(models.Model):
    _name = "aftersales.return.visit"
    _inherit = ["aftersales.return.visit", "aftersales.sealed.mixin"]
