from odoo import fields, models


class AftersalesRecallPart(models.Model):
    """A part that putting one unit right takes."""

    _name = "aftersales.recall.part"
    _description = "Part of a Recall"
    _order = "recall_id, id"
    _rec_name = "product_id"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "aftersales.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        ondelete="restrict",
        domain=[("type", "=", "consu")],
    )
    quantity = fields.Float(
        string="For One Unit", default=1.0, required=True, digits="Product Unit"
    )
    uom_id = fields.Many2one(related="product_id.uom_id")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "For One Unit: enter more than 0."
    )
    _product_uniq = models.UniqueIndex(
        "(recall_id, product_id)", "This part is in the list of the recall already."
    )
