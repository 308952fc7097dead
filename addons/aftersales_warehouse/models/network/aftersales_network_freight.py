from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import network_price


class AftersalesNetworkFreight(models.Model):
    """What the short haul between two outlets costs: a rule up to a distance (R228)."""

    _name = "aftersales.network.freight"
    _description = "Short Haul Rate"
    _order = "company_id, max_km, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Who gives the goods. Empty: it holds for every company without a rate of "
        "its own.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        help="Of the company that gives.",
    )
    max_km = fields.Float(
        string="Up To (km)", help="The narrowest that reaches is taken. 0: however far."
    )
    amount = fields.Monetary(string="Flat", help="Once a transfer.")
    amount_per_km = fields.Monetary(string="A Kilometre")

    _positive = models.Constraint(
        "CHECK(max_km >= 0 AND amount >= 0 AND amount_per_km >= 0)",
        "Distance and amounts of a short haul rate must not be negative.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rate in self:
            rate.currency_id = (rate.company_id or self.env.company).currency_id

    @api.model
    def _get_bands(self, companies) -> dict:
        """The rates of each company, one query: its own, else the common ones."""
        rates = self.sudo().search(Domain("company_id", "in", [*companies.ids, False]))
        found = rates.grouped("company_id")
        common = found.get(self.env["res.company"], self.browse())
        return {
            company: [
                network_price.Band(rate.max_km, rate.amount, rate.amount_per_km)
                for rate in found.get(company, common)
            ]
            for company in companies
        }
