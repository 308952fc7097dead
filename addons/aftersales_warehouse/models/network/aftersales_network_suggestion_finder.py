from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import network_match, network_price

BATCH = 200


class AftersalesNetworkSuggestion(models.Model):
    """The week's matching: batches of products, each committed, each made once."""

    _inherit = "aftersales.network.suggestion"

    @api.model
    def _cron_suggest(self) -> None:
        """Suggestions of this week for the companies that lack them."""
        cron = self.env["ir.cron"]
        monday = self._get_monday(fields.Date.context_today(self))
        companies = self.env["res.company"].search(
            Domain("aftersales_network_week", "=", False)
            | Domain("aftersales_network_week", "<", monday)
        )
        cron._commit_progress(remaining=len(companies))
        for company in companies.try_lock_for_update(allow_referencing=True):
            self._overtake(company, monday)
            products = self._get_products_to_match(company, monday)
            for start in range(0, len(products), BATCH):
                self._match(company, monday, products[start : start + BATCH])
                if not cron._commit_progress():
                    return
            company.aftersales_network_week = monday
            if not cron._commit_progress(1):
                return

    @api.model
    def _get_monday(self, day):
        return day - timedelta(day.weekday())

    @api.model
    def _overtake(self, company, monday) -> None:
        """Nobody takes up what was proposed weeks ago: the goods may be gone."""
        self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "proposed"),
                ("week", "<", monday),
            ]
        )._transition("overtake")

    @api.model
    def _get_offer_domain(self, company) -> Domain:
        return Domain("company_id", "=", company.id) | Domain("is_shared", "=", True)

    @api.model
    def _get_products_to_match(self, company, monday):
        """Products on offer that have no suggestion of this week yet."""
        Stock = self.env["aftersales.network.stock"]
        offered = Stock._read_group(self._get_offer_domain(company), ["product_id"])
        done = self._read_group(
            [("company_id", "=", company.id), ("week", "=", monday)], ["product_id"]
        )
        Product = self.env["product.product"]
        products = Product.union(*(product for (product,) in offered))
        return (products - Product.union(*(one for (one,) in done))).sorted("id")

    @api.model
    def _match(self, company, monday, products) -> None:
        goods = self.env["aftersales.network.stock"].search(
            self._get_offer_domain(company) & Domain("product_id", "in", products.ids)
        )
        offers = [
            network_match.Offer(
                row.outlet_id.id,
                row.product_id.id,
                row.quantity - row.requested_quantity,
                row.price_unit,
                row.lot_id.id or None,
            )
            for row in goods
        ]
        demand = self.env["aftersales.network.demand"]
        wants = network_match.strongest(demand._find(company, products))
        Outlet = self.env["aftersales.outlet"]
        outlets = goods.outlet_id | Outlet.browse([want.taker for want in wants])
        pairs = network_match.match(offers, wants, self._get_haul(outlets), least=0.0)
        self.create([self._prepare_vals(company, monday, pair) for pair in pairs])

    @api.model
    def _get_haul(self, outlets) -> network_match.Haul:
        """Kilometres and cost of the way between two outlets, by the holder's rates."""
        bands = self.env["aftersales.network.freight"]._get_bands(outlets.company_id)
        known = {outlet.id: outlet for outlet in outlets}

        def haul(giver, taker):
            pair = known[giver], known[taker]
            # Whole kilometres, as the transfer that comes of it reckons.
            km = float(round(outlets._get_ways([pair])[pair].km))
            return km, float(network_price.freight(km, bands[pair[0].company_id]))

        return haul

    @api.model
    def _prepare_vals(self, company, monday, pair: network_match.Pair) -> dict:
        return {
            "company_id": company.id,
            "week": monday,
            "outlet_id": pair.giver,
            "dest_outlet_id": pair.taker,
            "product_id": pair.product,
            "lot_id": pair.part,
            "quantity": pair.quantity,
            "value": pair.value,
            "km": pair.km,
            "freight_amount": pair.freight,
            "benefit": pair.benefit,
            "reason": pair.reason,
        }
