from odoo import fields, models


class AftersalesEquipment(models.Model):
    _inherit = "aftersales.equipment"

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="In the Care Of",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Outlet that looks after this unit. Empty: that of its first accepted "
        "order.",
    )
