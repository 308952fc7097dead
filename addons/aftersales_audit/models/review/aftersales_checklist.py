from odoo import fields, models


class AftersalesChecklist(models.Model):
    """Questions of the monthly supervision."""

    _inherit = "aftersales.checklist"

    usage = fields.Selection(
        selection_add=[("inspection", "Monthly Supervision")],
        ondelete={"inspection": "cascade"},
    )
