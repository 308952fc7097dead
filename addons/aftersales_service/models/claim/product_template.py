from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    _inherit = "product.template"

    is_loaner = fields.Boolean(
        string="Loaned to Customers",
        help="Units of this product are lent to customers while theirs is repaired.",
    )

    @api.constrains("is_loaner", "tracking", "is_storable")
    def _check_loaner_tracking(self):
        """A loan is one piece: the store must be able to say which."""
        for product in self.filtered("is_loaner"):
            if not product.is_storable or product.tracking == "lot":
                raise ValidationError(
                    self.env._(
                        "%(product)s: what is lent is kept in stock and goes out piece "
                        "by piece. Set Track Inventory to By Unique Serial Number or "
                        "By Quantity.",
                        product=product.display_name,
                    )
                )
