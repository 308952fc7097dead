from odoo import fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "aftersales.origin.mixin"]

    _aftersales_origin_field = "partner_id"

    aftersales_equipment_ids = fields.One2many(
        "aftersales.equipment",
        "partner_id",
        string="Units",
        groups="aftersales_service.group_reader",
    )
    aftersales_equipment_count = fields.Integer(
        string="Unit Count",
        compute="_compute_aftersales_equipment_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_equipment_count(self):
        counts = dict(
            self.env["aftersales.equipment"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.aftersales_equipment_count = counts.get(partner, 0)

    def action_view_aftersales_equipment(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_equipment_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
