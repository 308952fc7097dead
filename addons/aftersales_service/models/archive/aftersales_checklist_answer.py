from odoo import models


class AftersalesChecklistAnswer(models.Model):
    _name = "aftersales.checklist.answer"
    _inherit = ["aftersales.checklist.answer", "aftersales.sealed.part.mixin"]

    _sealed_parents = ("dispatch_id", "return_visit_id")
