from odoo import fields, models


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        index="btree_not_null",
        help="Where the outlet's own parts and goods lie. Empty: it draws on the "
        "company's stock.",
    )
