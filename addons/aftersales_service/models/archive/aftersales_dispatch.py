from odoo import models


class AftersalesDispatch(models.Model):
    _name = "aftersales.dispatch"
    _inherit = ["aftersales.dispatch", "aftersales.sealed.mixin"]
