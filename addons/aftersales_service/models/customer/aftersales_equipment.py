from odoo import fields, models


class AftersalesEquipment(models.Model):
    _inherit = "aftersales.equipment"

    aftersales_opportunity_ids = fields.One2many(
        "aftersales.opportunity",
        "equipment_id",
        string="Opportunities",
        groups="aftersales_service.group_dispatcher",
    )
    opportunity_count = fields.Integer(
        string="Number of Opportunities",
        compute="_compute_opportunity_count",
        groups="aftersales_service.group_dispatcher",
    )

    def _compute_opportunity_count(self):
        counts = dict(
            self.env["aftersales.opportunity"]._read_group(
                [("equipment_id", "in", self.ids)], ["equipment_id"], ["__count"]
            )
        )
        for unit in self:
            unit.opportunity_count = counts.get(unit, 0)

    def action_view_opportunities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_opportunity_action"
        )
        action["domain"] = [("equipment_id", "=", self.id)]
        return action
