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

    def _get_aged_note(self, aged, turning, turns_on) -> Markup:
        """What to do about layers past their term, and those that turn aged next."""
        self.ensure_one()
        said = []
        if aged:
            said.append(
                self.env._(
                    "Goods worth %(value)s (products: %(count)s) are past the custody "
                    "term.",
                    **self._get_worth(aged),
                )
            )
        if turning:
            said.append(
                self.env._(
                    "Goods worth %(value)s (products: %(count)s) leave the custody "
                    "term from %(day)s on.",
                    **self._get_worth(turning),
                    day=fields.Date.to_string(turns_on),
                )
            )
        said.append(self.env._("Sell, allocate or return them: see Aged Stock."))
        return Markup().join(Markup("<p>%s</p>") % sentence for sentence in said)

    def _get_worth(self, layers) -> dict:
        return {
            "value": self.company_id.currency_id.format(sum(layers.mapped("value"))),
            "count": len(layers.product_id),
        }
