from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools import geo

from ...tools import network_place

READERS = (
    "aftersales_service.group_outlet_manager,aftersales_service.group_storekeeper,"
    "aftersales_service.group_finance,aftersales_service.group_inspector"
)


class AftersalesOutlet(models.Model):
    """Where an outlet lies for the stock network, and what it has there."""

    _inherit = "aftersales.outlet"

    network_request_count = fields.Integer(
        string="Requests to Answer",
        compute="_compute_network_request_count",
        groups=READERS,
    )

    def _compute_network_request_count(self):
        self._count_into(
            "network_request_count",
            "aftersales.network.transfer",
            [("state", "=", "requested")],
        )

    def _to_place(self) -> network_place.Place:
        self.ensure_one()
        return network_place.Place(
            geo.point(self.latitude, self.longitude),
            self.city or "",
            self.address_state_id.id or None,
        )

    @api.model
    def _get_ways(self, pairs) -> dict:
        """Way of each pair of outlets; where coordinates lack, by the first's company.

        :param pairs: tuples of (outlet, outlet)
        :return: {pair: ``network_place.Way``}
        """
        places = {}
        for outlet in {outlet for pair in pairs for outlet in pair}:
            places[outlet] = outlet.sudo()._to_place()
        return {
            (one, other): network_place.between(
                places[one], places[other], one.sudo().company_id._get_assumed_ways()
            )
            for one, other in pairs
        }

    @api.model
    def _get_network_home(self):
        """The outlet that distances are counted from: asked for, or the user's own."""
        asked = self.env.context.get("network_outlet_id")
        if isinstance(asked, list | tuple):
            asked = asked[0] if len(asked) == 1 else None
        outlets = self.sudo()
        if isinstance(asked, int):
            domain = Domain("id", "=", asked) & Domain(
                "company_id", "in", self.env.companies.ids
            )
            return outlets.search(domain)
        return self.env.user._get_outlets().filtered("warehouse_id")[:1]

    def action_view_network(self):
        """Aged goods of the others, the nearest to this outlet first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_stock_action"
        )
        action["context"] = {"network_outlet_id": self.id, "search_default_others": 1}
        return action

    def action_view_network_requests(self):
        """What others asked this outlet for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_transfer_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"search_default_requested": 1}
        return action
