from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    aftersales_card_on_delivery = fields.Boolean(
        string="Warranty Card at Delivery",
        help="Each unit gets its warranty card the moment it is delivered, also where "
        "the company's other products get none.",
    )
    aftersales_policy_ids = fields.Many2many(
        "aftersales.warranty.policy",
        relation="aftersales_warranty_policy_product_rel",
        column1="product_tmpl_id",
        column2="policy_id",
        string="Warranty Policies",
        help="Promised with this product. Its category may have others.",
    )
    sold_policy_id = fields.Many2one(
        "aftersales.warranty.policy",
        string="Sells Warranty",
        domain=[("kind", "=", "contract"), ("state", "=", "in_force")],
        ondelete="restrict",
        help="Extended warranty: whoever buys this product gets this policy for the "
        "units of the same order that the policy is for, or for the unit named on the "
        "line.",
    )
