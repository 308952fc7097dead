from odoo import api, fields, models
from odoo.exceptions import UserError

# Context value under which a finished handover changes keepers. Compared by identity,
# so nothing that arrives over RPC can stand for it.
HANDING_OVER = object()


class StockWarehouse(models.Model):
    """Who keeps a warehouse. A storekeeper stays one until he has handed over."""

    _inherit = "stock.warehouse"

    aftersales_keeper_ids = fields.Many2many(
        "res.users",
        relation="aftersales_warehouse_keeper_rel",
        column1="warehouse_id",
        column2="user_id",
        string="Storekeepers",
        check_company=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("aftersales_service.group_storekeeper").id,
            )
        ],
        help="They see and count its stocktakes, and answer for its goods. One is "
        "taken off by a handover only.",
    )
    aftersales_stocktake_count = fields.Integer(
        string="Stocktakes",
        compute="_compute_aftersales_stocktake_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_stocktake_count(self):
        Stocktake = self.env["aftersales.stocktake"]
        counts = (
            dict(
                Stocktake._read_group(
                    [("warehouse_id", "in", self.ids)], ["warehouse_id"], ["__count"]
                )
            )
            if Stocktake.has_access("read")
            else {}
        )
        for warehouse in self:
            warehouse.aftersales_stocktake_count = counts.get(warehouse, 0)

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        warehouses._check_keepers()
        return warehouses

    def write(self, vals):
        if "aftersales_keeper_ids" not in vals:
            return super().write(vals)
        before = {warehouse: warehouse.aftersales_keeper_ids for warehouse in self}
        result = super().write(vals)
        self._check_keepers()
        if self.env.context.get("_aftersales_handing_over") is not HANDING_OVER:
            self._refuse_leaving(before)
        return result

    def _check_keepers(self) -> None:
        group = self.env.ref("aftersales_service.group_storekeeper").sudo()
        for warehouse in self:
            wrong = warehouse.aftersales_keeper_ids.sudo().filtered(
                lambda user: group not in user.all_group_ids
            )
            if wrong:
                raise UserError(
                    self.env._(
                        "%(warehouse)s, Storekeepers: %(users)s do not have the role "
                        "“%(role)s”. Give it to them first.",
                        warehouse=warehouse.name,
                        users=", ".join(wrong.mapped("name")),
                        role=group.name,
                    )
                )

    def _refuse_leaving(self, before: dict) -> None:
        """Keepers leave by a handover; an administrator may put right a mistake."""
        leaving = {
            warehouse: users - warehouse.aftersales_keeper_ids
            for warehouse, users in before.items()
        }
        problems = [
            self.env._(
                "%(warehouse)s: %(users)s must hand over first. Make out a handover; "
                "when all have signed, the storekeeper changes.",
                warehouse=warehouse.name,
                users=", ".join(users.sudo().mapped("name")),
            )
            for warehouse, users in leaving.items()
            if users
        ]
        if problems and not self.env.user.has_group("aftersales_service.group_admin"):
            raise UserError("\n".join(problems))

    def action_view_aftersales_stocktakes(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stocktake_action"
        )
        action["domain"] = [("warehouse_id", "in", self.ids)]
        action["context"] = {"default_warehouse_id": self[:1].id}
        return action
