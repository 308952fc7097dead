from odoo import api, fields, models


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    stocktake_count = fields.Integer(
        string="Stocktakes",
        compute="_compute_stocktake_count",
        groups="aftersales_service.group_storekeeper,"
        "aftersales_service.group_finance,aftersales_service.group_inspector,"
        "aftersales_service.group_outlet_manager",
    )

    keeper_ids = fields.Many2many(
        "res.users",
        string="Storekeepers",
        compute="_compute_keeper_ids",
        inverse="_inverse_keeper_ids",
        compute_sudo=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("aftersales_service.group_storekeeper").id,
            )
        ],
        help="Of its warehouse. One is taken off by a handover only.",
    )

    @api.depends("warehouse_id.aftersales_keeper_ids")
    def _compute_keeper_ids(self):
        for outlet in self:
            outlet.keeper_ids = outlet.warehouse_id.aftersales_keeper_ids

    def _inverse_keeper_ids(self):
        """Who runs the outlets says who keeps their warehouses."""
        for outlet in self:
            outlet.sudo().warehouse_id.aftersales_keeper_ids = outlet.keeper_ids

    def _compute_stocktake_count(self):
        counts = dict(
            self.env["aftersales.stocktake"]._read_group(
                [("outlet_id", "in", self.ids)], ["outlet_id"], ["__count"]
            )
        )
        for outlet in self:
            outlet.stocktake_count = counts.get(outlet, 0)

    def action_view_stocktakes(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stocktake_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"default_warehouse_id": self.warehouse_id.id}
        return action
