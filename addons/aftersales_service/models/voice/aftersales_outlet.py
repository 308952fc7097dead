from odoo import fields, models


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    opinion_count = fields.Integer(string="Opinions", compute="_compute_opinion_count")

    def _compute_opinion_count(self):
        self._count_into(
            "opinion_count", "aftersales.opinion", [("answered_at", "!=", False)]
        )

    def action_view_opinions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_opinion_action"
        )
        return {**action, "domain": [("outlet_id", "=", self.id)]}
