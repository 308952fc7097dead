from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_published_tariff(self) -> dict:
        """What customers may read of this company's prices, and nothing else (R136).

        Coming prices are shown with the day they begin on: a change is announced.

        :return: ``services``: name, base price (None: not published) and rows; the
            ``zones`` and ``bands`` these name, in words; ``is_tax_included``
        """
        self.ensure_one()
        # Visitors have no rights on prices: the domains say what they may read.
        company = self.sudo()
        rules = company._get_published_rules()
        bases = company._get_published_bases(rules.product_id)
        unit = self.env.ref("uom.product_uom_unit")
        services = (
            company.aftersales_labour_product_id
            | company.aftersales_travel_product_id
            | rules.product_id
        )
        return {
            "company": company,
            "currency": company.currency_id,
            "is_tax_included": company.account_price_include == "tax_included",
            "services": [
                {
                    "name": product.name,
                    # A trip is a trip: only hours, metres … are worth a word.
                    "uom": "" if product.uom_id == unit else product.uom_id.name,
                    "base": bases.get(product),
                    "rows": [
                        rule._prepare_published_row(bases.get(product))
                        for rule in rules
                        if rule.product_id == product
                    ],
                }
                for product in services
                if product in bases or product in rules.product_id
            ],
            "zones": [
                {"name": zone.name, "places": zone._describe()}
                for zone in rules.zone_id.sorted()
            ],
            "bands": [
                {"name": band.name, "when": band._describe()}
                for band in rules.band_id.sorted()
            ],
            "day": format_date(self.env, fields.Date.context_today(self)),
        }

    def _get_tariff_url(self) -> str:
        """Address of the published tariff, empty where there is none."""
        self.ensure_one()
        is_published = self.aftersales_tariff_is_published
        return f"/service/tariff/{self.id}" if is_published else ""

    def _get_published_rules(self):
        today = fields.Date.context_today(self)
        return self.env["aftersales.tariff.rule"].search(
            Domain("company_id", "=", self.id)
            & Domain("is_published", "=", True)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    def _get_published_bases(self, products) -> dict:
        """Prices of the pricelist, where it is published."""
        pricelist = self.aftersales_pricelist_id
        if not pricelist.aftersales_is_published:
            return {}
        products |= self.aftersales_labour_product_id
        products |= self.aftersales_travel_product_id
        prices = pricelist._get_products_price(products, 1.0, currency=self.currency_id)
        return {product: prices[product.id] for product in products}
