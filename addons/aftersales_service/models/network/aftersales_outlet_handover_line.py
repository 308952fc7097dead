from odoo import fields, models


class AftersalesOutletHandoverLine(models.Model):
    """One order, visit or unit that changed hands, and when."""

    _name = "aftersales.outlet.handover.line"
    _description = "Handed Over"
    _order = "id"
    _check_company_auto = True

    handover_id = fields.Many2one(
        "aftersales.outlet.handover",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, precompute=True, index=True
    )
    order_id = fields.Many2one(
        "aftersales.order", readonly=True, index="btree_not_null", check_company=True
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch", readonly=True, index="btree_not_null", check_company=True
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        readonly=True,
        index="btree_not_null",
        check_company=True,
    )

    def _compute_display_name(self):
        for line in self:
            moved = line.order_id or line.dispatch_id or line.equipment_id
            line.display_name = moved.sudo().display_name or ""
