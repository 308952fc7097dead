from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_complaint_base = fields.Selection(
        [
            ("product", "Products Sold"),
            ("order", "Service Orders"),
            ("visit", "Visits"),
        ],
        string="Complaint Rate Against",
        default="order",
        required=True,
        help="Products sold belong to no outlet: then there is a rate of the company "
        "only.",
    )
