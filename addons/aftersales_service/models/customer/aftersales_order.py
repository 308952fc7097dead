from odoo import fields, models


class AftersalesOrder(models.Model):
    _inherit = "aftersales.order"

    aftersales_opportunity_ids = fields.One2many(
        "aftersales.opportunity",
        "order_id",
        string="Opportunities by Rule",
        groups="aftersales_service.group_dispatcher",
    )
