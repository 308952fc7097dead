from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    warranty_policy_id = fields.Many2one(
        "aftersales.warranty.policy",
        string="Warranty by Contract",
        check_company=True,
        domain=[("kind", "=", "contract"), ("state", "=", "in_force")],
        help="What this contract promises for these goods instead of the company's "
        "general promise (R110). The law stays.",
    )
    covered_equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Covered Unit",
        check_company=True,
        index="btree_not_null",
        help="Unit that an extended warranty is bought for. Empty: the units of this "
        "order.",
    )
