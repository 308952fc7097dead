from odoo import api, fields, models


class AftersalesOrderSla(models.Model):
    """A promise of a service order."""

    _name = "aftersales.order.sla"
    _description = "SLA Promise of an Order"
    _inherit = ["aftersales.promise.mixin"]

    _document_field = "order_id"
    _document_model = "aftersales.order"
    _document_path = "service-orders"
    _activity_field = "aftersales_sla_id"
    _activity_type = "aftersales_service.mail_activity_type_escalation"

    order_id = fields.Many2one(
        "aftersales.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(related="order_id.partner_id")
    outlet_id = fields.Many2one(related="order_id.outlet_id")
    technician_id = fields.Many2one(related="order_id.technician_id")

    # The sweep reads nothing but what is due.
    _next_check_idx = models.Index("(next_check_at) WHERE next_check_at IS NOT NULL")
    _open_deadline_idx = models.Index("(deadline) WHERE state = 'running'")

    @api.model
    def _get_customer_labels(self) -> dict[str, str]:
        return {
            "accept": self.env._("We answer you"),
            "arrive": self.env._("We are at your door"),
            "assess": self.env._("We know what is wrong"),
            "repair": self.env._("It works again"),
        }

    def action_view_order(self):
        self.ensure_one()
        return self.order_id._get_form_action()
