from odoo import fields, models


class AftersalesOutletEntry(models.Model):
    _inherit = "aftersales.outlet.entry"

    step = fields.Selection(
        selection_add=[("complaint", "Answer a Complaint")],
        ondelete={"complaint": "cascade"},
    )
