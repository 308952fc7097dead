from odoo import fields, models


class AftersalesChecklist(models.Model):
    """Questions for packing a delivery and for the steps of an installation."""

    _inherit = "aftersales.checklist"

    usage = fields.Selection(
        selection_add=[("packing", "Packing"), ("installation", "Installation Step")],
        ondelete={"packing": "cascade", "installation": "cascade"},
    )


class AftersalesChecklistOption(models.Model):
    """An answer may say that the work is not in order."""

    _inherit = "aftersales.checklist.option"

    is_failure = fields.Boolean(
        string="Not in Order",
        help="With this answer a delivery is not prepared, and a step of an "
        "installation not done: put it right first.",
    )
