from odoo import models


class AftersalesComplaint(models.Model):
    """What a complaint leads to and what it is known by outside."""

    _inherit = "aftersales.complaint"

    _page_path = "/my/complaints"

    def action_raise_order(self):
        """The job that puts it right, or the service that was asked for (R252)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Service Request"),
            "res_model": "aftersales.order",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_equipment_id": self.equipment_id.id,
                "default_outlet_id": self.outlet_id.id,
                "default_complaint_id": self.id,
                "default_description": self.description,
            },
        }

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [("complaint_id", "=", self.id)]
        return action

    def action_view_repeats(self):
        """All complaints of this matter, the first one first."""
        self.ensure_one()
        first = self
        while first.repeat_of_id:
            first = first.repeat_of_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_complaint_action"
        )
        action["domain"] = [("id", "in", first._get_chain().ids)]
        action["context"] = {}
        return action

    def _get_chain(self):
        """This complaint and all that repeat it."""
        chain = level = self
        while level:
            level = level.repeat_ids - chain
            chain |= level
        return chain
