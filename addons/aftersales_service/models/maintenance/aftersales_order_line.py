from odoo import api, fields, models

from ...tools import charging, contract_cover


class AftersalesOrderLine(models.Model):
    """Hours that a line takes off those of a contract."""

    _inherit = "aftersales.order.line"

    contract_id = fields.Many2one(
        related="order_id.contract_id", store=True, index="btree_not_null"
    )
    contract_hours = fields.Float(
        compute="_compute_contract_hours",
        store=True,
        help="Labour that is free by the contract, beside its visits.",
    )

    @api.depends("coverage", "quantity", "product_id", "order_id.contract_id")
    def _compute_contract_hours(self):
        for line in self:
            order = line.order_id
            cost = line._get_coverage_cost()
            line.contract_hours = (
                line.quantity
                if order.contract_id
                and not order.contract_line_id
                and cost == contract_cover.LABOUR
                and line.coverage == charging.COVERED
                and not order._is_free_without_contract(cost)
                else 0.0
            )
