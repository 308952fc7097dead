from odoo import fields, models


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    left_over_count = fields.Integer(
        string="Visits Left Over",
        compute="_compute_left_over_count",
        groups="aftersales_service.group_reader",
        help="Visits planned before today and neither finished nor cancelled.",
    )
    spot_check_count = fields.Integer(
        string="Spot Checks",
        compute="_compute_spot_check_count",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_inspector",
    )

    def _compute_left_over_count(self):
        self._count_into(
            "left_over_count", "aftersales.dispatch", [("is_left_over", "=", True)]
        )

    def _compute_spot_check_count(self):
        self._count_into("spot_check_count", "aftersales.spot.check", [])

    def _count_into(self, field: str, model: str, domain: list) -> None:
        """One grouped query for a counter of records of outlets."""
        counts = dict(
            self.env[model]._read_group(
                [("outlet_id", "in", self.ids), *domain], ["outlet_id"], ["__count"]
            )
        )
        for outlet in self:
            outlet[field] = counts.get(outlet, 0)

    def action_view_spot_checks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_spot_check_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"default_outlet_id": self.id}
        return action

    def action_view_left_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_dispatch_action"
        )
        action["views"] = [(False, "list"), (False, "form")]
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"search_default_left_over": 1}
        return action
