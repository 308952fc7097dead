import re

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import geo, outlet_finder, territory

PAGE_SIZE = 20
_DIALLED = re.compile(r"[^\d+]")


class AftersalesOutlet(models.Model):
    """What customers are shown of the outlets (R146): public facts and no others.

    Everything here reads with raised rights, because nobody is logged in; what leaves
    is named in ``_to_public``.
    """

    _inherit = "aftersales.outlet"

    latitude = fields.Float(related="partner_id.partner_latitude", readonly=False)
    longitude = fields.Float(related="partner_id.partner_longitude", readonly=False)

    @api.model
    def _get_public_domain(self, company) -> Domain:
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "active")
            & Domain("is_published", "=", True)
        )

    @api.model
    def _get_public(self, company):
        """Outlets that everybody may know of, in the order of the list."""
        return self.sudo().search(self._get_public_domain(company))

    @api.model
    def _find_public(self, company, query: outlet_finder.Query, page: int = 1) -> dict:
        """One page of the outlets that a customer looks for.

        :return: ``rows`` as :meth:`_to_public` gives them, ``total`` of all pages
        """
        outlets = self.sudo()
        domain = outlets._get_query_domain(company, query)
        first = (max(page, 1) - 1) * PAGE_SIZE
        if not query.place and not query.here:
            found = outlets.search(domain, offset=first, limit=PAGE_SIZE)
            total = outlets.search_count(domain)
            distances = {}
        else:
            spots = outlets.search(domain)._to_spots()
            ranked = outlet_finder.find(spots, query)
            total = len(ranked)
            ranked = ranked[first : first + PAGE_SIZE]
            found = outlets.browse([one.key for one in ranked])
            distances = {one.key: one.km for one in ranked}
        is_open = found.calendar_id._get_open_at(fields.Datetime.now())
        return {
            "total": total,
            "rows": [
                outlet._to_public(distances.get(outlet.id), is_open) for outlet in found
            ],
        }

    @api.model
    def _get_query_domain(self, company, query: outlet_finder.Query) -> Domain:
        domain = self._get_public_domain(company)
        if query.state:
            domain &= Domain("address_state_id", "=", query.state) | Domain(
                "state_ids", "in", [query.state]
            )
        if query.type:
            domain &= Domain("order_type_ids", "=", False) | Domain(
                "order_type_ids", "in", [query.type]
            )
        if query.open_now:
            calendars = self.env["resource.calendar"].sudo()
            calendars = calendars.union(
                *(one for (one,) in self._read_group(domain, ["calendar_id"]))
            )
            is_open = calendars._get_open_at(fields.Datetime.now())
            domain &= Domain("calendar_id", "in", is_open.ids)
        return domain

    def _to_spots(self) -> list[outlet_finder.Spot]:
        return [
            outlet_finder.Spot(
                key=outlet.id,
                territory=territory.Territory(
                    outlet=outlet.id,
                    zips=territory.split_list(outlet.zip_prefixes),
                    cities=territory.split_list(outlet.cities),
                ),
                point=geo.point(outlet.latitude, outlet.longitude),
                words=tuple(
                    filter(
                        None,
                        (outlet.name, outlet.city, outlet.address_state_id.name),
                    )
                ),
            )
            for outlet in self
        ]

    def _to_public(self, km: float | None, is_open) -> dict:
        """What a customer reads of one outlet."""
        self.ensure_one()
        partner = self.partner_id
        types = self.order_type_ids.filtered("active")
        return {
            "name": self.name,
            "street": " ".join(filter(None, (partner.street, partner.street2))),
            "place": " ".join(filter(None, (partner.zip, partner.city))),
            "province": partner.state_id.name or "",
            "phone": self.phone or "",
            "tel": _DIALLED.sub("", self.phone or ""),
            "hours": self.opening_hours or "",
            "is_open": self.calendar_id in is_open,
            "types": types.mapped("name"),
            "cities": territory.split_list(self.cities),
            "km": km,
            "map": geo.point(self.latitude, self.longitude),
        }

    @api.model
    def _get_finder_choices(self, company) -> dict:
        """Provinces with outlets, and services, to choose from."""
        outlets = self.sudo()
        domain = self._get_public_domain(company)
        here = outlets._read_group(domain, ["address_state_id"])
        served = outlets._read_group(domain, ["state_ids"])
        states = self.env["res.country.state"].sudo()
        return {
            "states": states.union(*(one for (one,) in here + served)).sorted("name"),
            "types": self.env["aftersales.order.type"]
            .sudo()
            .search([("company_id", "in", (company.id, False))]),
        }
