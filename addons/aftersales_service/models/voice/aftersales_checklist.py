from odoo import fields, models


class AftersalesChecklist(models.Model):
    """Questions of a return visit."""

    _inherit = "aftersales.checklist"

    usage = fields.Selection(
        selection_add=[("return_visit", "Return Visit")],
        ondelete={"return_visit": "cascade"},
    )
