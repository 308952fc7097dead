from odoo import fields, models

READERS = (
    "aftersales_service.group_outlet_manager,aftersales_service.group_finance,"
    "aftersales_service.group_inspector"
)


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    scorecard_count = fields.Integer(
        string="Scorecards", compute="_compute_scorecard_count", groups=READERS
    )

    def _compute_scorecard_count(self):
        self._count_into("scorecard_count", "aftersales.outlet.scorecard", [])

    def action_view_scorecards(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_outlet_scorecard_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        return action

    def action_hand_over(self):
        """Make out a handover of this outlet's work to another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_outlet_handover_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {"default_outlet_id": self.id}
        return action
