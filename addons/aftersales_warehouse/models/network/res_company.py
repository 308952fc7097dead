from odoo import api, fields, models

from ...tools import network_place


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_network_is_shared = fields.Boolean(
        string="Share Aged Goods With Sister Companies",
        help="Outlets of the other companies find the aged goods of this one, and may "
        "ask for them by a sale and a purchase order.",
    )
    aftersales_network_release_hours = fields.Float(
        string="Release Unanswered Requests After",
        help="Hours after which a request for aged goods that nobody answered is "
        "consented to. 0: only people consent.",
    )
    aftersales_network_expiry_days = fields.Integer(
        string="Requests Lapse After",
        default=7,
        help="Days after which a request that nobody answered lapses. 0: never.",
    )
    aftersales_network_refusal_days = fields.Integer(
        string="Refusals Count For",
        default=30,
        help="Days in which goods that an outlet refused to give, or did not answer "
        "for, do not stop an order of the outlet that asked.",
    )
    aftersales_network_gate = fields.Boolean(
        string="Search the Network Before Ordering",
        default=True,
        help="An outlet orders only what the network does not hold. Going around it "
        "needs a reason.",
    )
    aftersales_network_city_km = fields.Float(
        string="Kilometres Within a City",
        default=20.0,
        help="Reckoned with where an outlet has no coordinates.",
    )
    aftersales_network_state_km = fields.Float(
        string="Kilometres Within a Province", default=300.0
    )
    aftersales_network_far_km = fields.Float(
        string="Kilometres to Another Province", default=1000.0
    )
    aftersales_network_freight_product_id = fields.Many2one(
        "product.product",
        string="Short Haul Product",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_network_freight_product(),
        help="Line of the sale and purchase orders between companies.",
    )
    aftersales_network_consumption_weeks = fields.Integer(
        string="Weeks of Past Consumption",
        default=12,
        help="What left an outlet's warehouse in these weeks says what it will need.",
    )
    aftersales_network_cover_weeks = fields.Integer(
        string="Weeks to Cover",
        default=4,
        help="An outlet lacks what it will need in these weeks and does not have.",
    )
    aftersales_network_week = fields.Date(
        string="Suggestions Made For",
        readonly=True,
        help="Monday of the last week whose suggestions are complete.",
    )

    _aftersales_network_positive = models.Constraint(
        "CHECK(aftersales_network_release_hours >= 0"
        " AND aftersales_network_expiry_days >= 0"
        " AND aftersales_network_refusal_days >= 0"
        " AND aftersales_network_city_km >= 0"
        " AND aftersales_network_state_km >= 0"
        " AND aftersales_network_far_km >= 0"
        " AND aftersales_network_cover_weeks >= 0)",
        "Times and distances of the stock network must not be negative.",
    )
    _aftersales_network_weeks = models.Constraint(
        "CHECK(aftersales_network_consumption_weeks > 0)",
        "Weeks of Past Consumption: enter one week at least.",
    )

    @api.model
    def _default_network_freight_product(self):
        return self.env.ref(
            "aftersales_warehouse.product_product_short_haul", raise_if_not_found=False
        )

    def _get_assumed_ways(self) -> network_place.Assumed:
        self.ensure_one()
        return network_place.Assumed(
            self.aftersales_network_city_km,
            self.aftersales_network_state_km,
            self.aftersales_network_far_km,
        )

    @api.model
    def _set_network_freight_product(self) -> None:
        companies = self.search([("aftersales_network_freight_product_id", "=", False)])
        companies.aftersales_network_freight_product_id = (
            self._default_network_freight_product()
        )
