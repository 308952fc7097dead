from odoo import models


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    def action_hand_over(self):
        """Make out a handover of this outlet's work to another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_outlet_handover_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {"default_outlet_id": self.id}
        return action
