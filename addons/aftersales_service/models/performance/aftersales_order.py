from odoo import fields, models


class AftersalesOrder(models.Model):
    _inherit = "aftersales.order"

    repeat_ids = fields.One2many(
        "aftersales.order",
        "repeat_of_id",
        string="Repeats",
        help="Later orders with the same fault of the same unit.",
    )

    # Key figures read a period of one moment. Moments follow the order of the rows, so
    # that a block range index finds them and costs next to nothing to keep.
    _moments_idx = models.Index(
        "USING brin (received_at, accepted_at, arrived_at, repaired_at, closed_at) "
        "WITH (pages_per_range = 32)"
    )
