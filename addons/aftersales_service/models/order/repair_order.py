from odoo import fields, models
from odoo.exceptions import UserError


class RepairOrder(models.Model):
    _inherit = "repair.order"

    aftersales_order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )

    def action_validate(self):
        """A unit that stands at its customer is in no stock that could be short."""
        at_customer = self.product_location_src_id.usage == "customer"
        is_sound = all(move.product_uom_qty >= 0 for move in self.move_ids)
        if self.aftersales_order_id and at_customer and is_sound:
            return self._action_repair_confirm()
        return super().action_validate()

    def action_repair_done(self):
        self._check_warranty_cost_account()
        return super().action_repair_done()

    def _check_warranty_cost_account(self) -> None:
        """Cost that has no account to go to would be lost until the next closing."""
        for move in self.move_ids:
            if (
                move._is_unbilled_part()
                and move.product_id.valuation == "real_time"
                and not move.location_dest_id.valuation_account_id
            ):
                raise UserError(
                    self.env._(
                        "%(part)s is covered, but there is no account for its cost. "
                        "Set Warranty Cost ▸ Account in Settings ▸ After-Sales.",
                        part=move.product_id.display_name,
                    )
                )
