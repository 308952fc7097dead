from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """A storekeeper leaves only when he has handed over (R240)."""

    _inherit = "res.users"

    def write(self, vals):
        if vals.get("active") is False:
            self._refuse_leaving_keepers()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_keepers(self):
        self._refuse_leaving_keepers()

    def _refuse_leaving_keepers(self) -> None:
        # Whose warehouse it is decides, whoever archives him.
        warehouses = (
            self.env["stock.warehouse"]
            .sudo()
            .with_context(active_test=False)
            .search([("aftersales_keeper_ids", "in", self.ids)])
        )
        if warehouses:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(user)s keeps %(warehouse)s and may leave only when the "
                        "handover is done. Make out a handover of the warehouse and "
                        "have it signed.",
                        user=user.name,
                        warehouse=warehouse.name,
                    )
                    for warehouse in warehouses
                    for user in warehouse.aftersales_keeper_ids & self
                )
            )
