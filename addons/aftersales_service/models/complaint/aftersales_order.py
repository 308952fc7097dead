from odoo import fields, models


class AftersalesOrder(models.Model):
    """Complaints about an order, and orders that put a complaint right."""

    _inherit = "aftersales.order"

    complaint_ids = fields.One2many(
        "aftersales.complaint", "order_id", string="Complaints"
    )
    complaint_count = fields.Integer(compute="_compute_complaint_count")
    complaint_id = fields.Many2one(
        "aftersales.complaint",
        string="Because of Complaint",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="aftersales_service.group_reader",
    )

    def _compute_complaint_count(self):
        self._count_into("complaint_count", "aftersales.complaint", "order_id")

    def action_raise_complaint(self):
        """Register a complaint about this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaint"),
            "res_model": "aftersales.complaint",
            "view_mode": "form",
            "context": {"default_order_id": self.id, "default_channel": "order"},
        }

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_complaint_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id, "default_channel": "order"}
        return action
