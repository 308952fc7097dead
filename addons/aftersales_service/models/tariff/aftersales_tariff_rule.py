from math import inf

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, formatLang

from ...tools import tariff


class AftersalesTariffRule(models.Model):
    """One price of the published tariff: of a service, by outlet, order type, zone,
    time and distance (R136).

    What is left empty does not matter. The pricelist gives the base that surcharges
    are added to, and the price where no rule holds.
    """

    _name = "aftersales.tariff.rule"
    _description = "Tariff Rule"
    _order = "product_id, sequence, id"
    _rec_names_search = ["product_id", "zone_id", "band_id"]
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain=[("type", "=", "service")],
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10, aggregator=None)
    active = fields.Boolean(default=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        help="Empty: for all outlets.",
    )
    order_type_ids = fields.Many2many(
        "aftersales.order.type",
        string="Order Types",
        check_company=True,
        help="Empty: for all of them.",
    )
    zone_id = fields.Many2one(
        "aftersales.tariff.zone",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: everywhere.",
    )
    band_id = fields.Many2one(
        "aftersales.tariff.band",
        string="Time Band",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: at any time. What counts is when the visit is planned for, or "
        "when the call came in.",
    )
    # Prices and distances of rules are no sums.
    km_from = fields.Float(
        string="From (km)", aggregator=None, help="This distance is included."
    )
    km_to = fields.Float(
        string="Below (km)",
        aggregator=None,
        help="This distance is not included. 0: no limit.",
    )
    date_from = fields.Date(string="Valid From")
    date_to = fields.Date(string="Valid Until", help="This day is included.")
    method = fields.Selection(
        [
            (tariff.FIXED, "Fixed Price"),
            (tariff.PERCENT, "Surcharge (%)"),
            (tariff.EXTRA, "Surcharge (Amount)"),
        ],
        string="Price",
        default=tariff.FIXED,
        required=True,
        help="A surcharge comes on top of the price of the pricelist.",
    )
    amount = fields.Monetary(
        aggregator=None, help="Fixed price or surcharge for one unit, before tax."
    )
    percent = fields.Float(string="Surcharge", aggregator=None)
    is_published = fields.Boolean(
        string="Published",
        default=True,
        help="Shown to customers on the tariff's page and paper.",
    )

    _km_order = models.Constraint(
        "CHECK(km_from >= 0 AND (km_to = 0 OR km_to > km_from))",
        "The distance of a tariff rule must not end before it starts.",
    )
    _date_order = models.Constraint(
        "CHECK(date_to >= date_from)",
        "Valid Until must not come before Valid From.",
    )
    _price_positive = models.Constraint(
        "CHECK(amount >= 0 AND percent >= 0)",
        "A price or surcharge of the tariff cannot be negative.",
    )

    @api.constrains("product_id")
    def _check_product_is_service(self):
        for rule in self:
            if rule.product_id.type != "service":
                raise ValidationError(
                    self.env._(
                        "Tariff rule: %(product)s is no service. Prices of goods stand "
                        "in the pricelist.",
                        product=rule.product_id.display_name,
                    )
                )

    @api.depends("product_id", "zone_id", "band_id", "km_from", "km_to", "outlet_id")
    def _compute_display_name(self):
        for rule in self:
            parts = [
                rule.product_id.name,
                rule.outlet_id.name,
                rule.zone_id.name,
                rule.band_id.name,
                rule._describe_distance(),
            ]
            rule.display_name = " · ".join(part for part in parts if part)

    def _describe_distance(self) -> str:
        self.ensure_one()
        if self.km_from and self.km_to:
            return f"{self.km_from:g}–{self.km_to:g} km"
        if self.km_to:
            return f"< {self.km_to:g} km"
        return f"≥ {self.km_from:g} km" if self.km_from else ""

    def _get_price(self, base: float) -> float:
        """Price of one unit, from the pricelist's price where it counts."""
        self.ensure_one()
        return tariff.price(self.method, base, self.amount, self.percent)

    def _prepare_published_row(self, base: float | None) -> dict:
        """This rule as a customer reads it; ``price`` is None where only the surcharge
        is known."""
        self.ensure_one()
        is_known = base is not None or self.method == tariff.FIXED
        return {
            "where": " · ".join(
                part for part in (self.outlet_id.name, self.zone_id.name) if part
            ),
            "is_standard": self._is_standard(),
            "when": self.band_id.name or "",
            "distance": self._describe_distance(),
            "types": ", ".join(self.order_type_ids.mapped("name")),
            "price": self._get_price(base or 0.0) if is_known else None,
            "surcharge": self._describe_surcharge(),
            "validity": self._describe_validity(),
        }

    def _is_standard(self) -> bool:
        """Does this rule hold wherever and whenever?"""
        self.ensure_one()
        return not (
            self.outlet_id
            or self.zone_id
            or self.band_id
            or self.km_from
            or self.km_to
            or self.order_type_ids
        )

    def _describe_surcharge(self) -> str:
        self.ensure_one()
        if self.method == tariff.PERCENT:
            return f"+{self.percent:g} %"
        if self.method == tariff.EXTRA:
            money = formatLang(self.env, self.amount, currency_obj=self.currency_id)
            return f"+{money}"
        return ""

    def _describe_validity(self) -> str:
        self.ensure_one()
        first, last = (
            format_date(self.env, day) for day in (self.date_from, self.date_to)
        )
        if first and last:
            return f"{first} – {last}"
        if first:
            return self.env._("from %(day)s", day=first)
        return self.env._("until %(day)s", day=last) if last else ""

    def action_print_tariff(self):
        """The published tariff of the present company, to hang up at the counter."""
        return self.env.ref("aftersales_service.action_report_tariff").report_action(
            self.env.company, config=False
        )

    @api.model
    def _get_rules(self, company_ids) -> dict[int, list[tariff.Rule]]:
        """Rules in force by company, for `tariff.best_rule`. The same number of queries
        whatever their number; what a price is made of is no secret."""
        rules = self.sudo().search(Domain("company_id", "in", company_ids))
        result: dict[int, list[tariff.Rule]] = {}
        for rule in rules:
            result.setdefault(rule.company_id.id, []).append(rule._get_rule())
        return result

    def _get_rule(self) -> tariff.Rule:
        self.ensure_one()
        return tariff.Rule(
            key=self.id,
            product=self.product_id.id,
            sequence=self.sequence,
            outlet=self.outlet_id.id or None,
            types=frozenset(self.order_type_ids.ids),
            zone=self.zone_id._get_territory() if self.zone_id else None,
            band=self.band_id._get_band() if self.band_id else None,
            km_from=self.km_from,
            km_to=self.km_to or inf,
            first=self.date_from or None,
            last=self.date_to or None,
        )
