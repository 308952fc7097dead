from odoo import fields, models

from ...tools import rate, rate_card


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    settlement_count = fields.Integer(
        string="Settlements",
        compute="_compute_settlement_count",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_finance",
    )

    def _compute_settlement_count(self):
        self._count_into("settlement_count", "aftersales.settlement", [])

    def action_view_settlements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_settlement_action"
        )
        return {**action, "domain": [("outlet_id", "=", self.id)], "context": {}}

    def _get_plain_outlet(self) -> rate_card.Outlet:
        self.ensure_one()
        return rate_card.Outlet(self.id, self.kind, self.grade or None)

    def _choose_card(self, cards, day):
        """The card that pays this outlet on a day, or none.

        :param cards: plain cards of the outlet's company, `_get_cards`
        """
        key = rate_card.choose(cards, self._get_plain_outlet(), day)
        return self.env["aftersales.rate.card"].sudo().browse(key)

    def _filter_guaranteed(self, day):
        """Outlets of one company whose card guarantees something for a month."""
        guaranteeing = (
            self.env["aftersales.rate.card.rule"]
            .sudo()
            .search([("kind", "=", rate.GUARANTEE)])
            .card_id
        )
        if not guaranteeing:
            return self.browse()
        cards = self.env["aftersales.rate.card"]._get_cards(self.company_id)
        return self.filtered(
            lambda outlet: outlet._choose_card(cards, day) in guaranteeing
        )
