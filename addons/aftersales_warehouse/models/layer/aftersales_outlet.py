from markupsafe import Markup

from odoo import fields, models

KEEPER = "aftersales_service.group_storekeeper"


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    def _get_stock_people(self) -> dict:
        """Who looks after an outlet's goods: its manager and its storekeepers."""
        keepers = self.env.ref(KEEPER)
        return {
            outlet: outlet.manager_id
            | outlet.user_ids.filtered(lambda user: keepers in user.all_group_ids)
            for outlet in self.sudo()
        }

    def _get_aged_note(self, turns_on, value, product_count) -> Markup:
        self.ensure_one()
        return Markup("<p>%s</p>") % self.env._(
            "Goods worth %(value)s (products: %(count)s) leave the custody term from "
            "%(day)s on. Sell, allocate or return them: see Aged Stock.",
            value=self.company_id.currency_id.format(value),
            count=product_count,
            day=fields.Date.to_string(turns_on),
        )
