from odoo import fields, models


class AftersalesOrder(models.Model):
    """What belongs to an order, where it comes from and where it leads."""

    _inherit = "aftersales.order"

    # -- what belongs to it ---------------------------------------------------------
    dispatch_ids = fields.One2many("aftersales.dispatch", "order_id", "Dispatches")
    dispatch_count = fields.Integer(compute="_compute_dispatch_count")
    receipt_ids = fields.One2many(
        "aftersales.equipment.receipt", "order_id", "Equipment Receipts"
    )
    repair_ids = fields.One2many("repair.order", "aftersales_order_id", "Repairs")
    repair_count = fields.Integer(compute="_compute_repair_count")
    line_ids = fields.One2many(
        "aftersales.order.line", "order_id", "Labour and Travel", copy=True
    )

    # -- where it comes from, where it leads ------------------------------------------
    origin_sale_id = fields.Many2one(
        "sale.order", check_company=True, index="btree_not_null", copy=False
    )
    origin_picking_id = fields.Many2one(
        "stock.picking", check_company=True, index="btree_not_null", copy=False
    )
    origin_invoice_id = fields.Many2one(
        "account.move", check_company=True, index="btree_not_null", copy=False
    )
    origin_lead_id = fields.Many2one(
        "crm.lead", check_company=True, index="btree_not_null", copy=False
    )
    opportunity_ids = fields.One2many(
        "crm.lead", "aftersales_source_order_id", "Opportunities"
    )
    opportunity_count = fields.Integer(compute="_compute_opportunity_count")

    def _compute_dispatch_count(self):
        self._count_into("dispatch_count", "aftersales.dispatch", "order_id")

    def _compute_repair_count(self):
        self._count_into("repair_count", "repair.order", "aftersales_order_id")

    def _compute_opportunity_count(self):
        self._count_into("opportunity_count", "crm.lead", "aftersales_source_order_id")

    def _count_into(self, field: str, model: str, inverse: str) -> None:
        """One grouped query for a counter of records that point back to orders."""
        counts = dict(
            self.env[model]._read_group(
                [(inverse, "in", self.ids)], [inverse], ["__count"]
            )
        )
        for order in self:
            order[field] = counts.get(order, 0)
