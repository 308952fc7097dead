from odoo import fields, models


class AftersalesEquipment(models.Model):
    """Units of goods that nobody delivered: their invoice made them."""

    _inherit = "aftersales.equipment"

    invoice_line_id = fields.Many2one(
        "account.move.line",
        string="Invoiced By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Invoice line that made the unit.",
    )
