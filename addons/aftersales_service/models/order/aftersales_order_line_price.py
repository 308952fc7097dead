from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import float_compare, float_is_zero

from ...tools import geo, tariff, territory


class AftersalesOrderLine(models.Model):
    """What a line costs: the tariff's rule, else the pricelist, and why (R136).

    The price is proposed when the line is written; what a person typed instead stays
    until the line's service changes.
    """

    _inherit = "aftersales.order.line"

    price_unit = fields.Float(
        string="Unit Price",
        digits="Product Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        help="From the tariff, before tax.",
    )
    tariff_price_unit = fields.Float(
        string="Tariff Price",
        digits="Product Price",
        compute="_compute_price_unit",
        store=True,
        precompute=True,
        copy=False,
        help="What the tariff says. Differs from the price where somebody typed his "
        "own.",
    )
    price_reason = fields.Char(
        string="Why This Price",
        compute="_compute_price_unit",
        store=True,
        precompute=True,
        copy=False,
    )
    distance_km = fields.Float(
        string="Distance (km)",
        digits=(8, 1),
        help="From the outlet to the site. Empty: as the crow flies, from the places "
        "of both on the map.",
    )

    _distance_positive = models.Constraint(
        "CHECK(distance_km >= 0)", "A distance cannot be negative."
    )

    @api.depends("product_id", "quantity", "dispatch_id", "distance_km")
    def _compute_price_unit(self):
        priced = self.filtered(lambda line: line.product_id and not line._is_agreed())
        prices = priced._get_tariff_prices()
        digits = self.env["decimal.precision"].precision_get("Product Price")
        for line in self:
            if not line.product_id:
                line.price_unit = line.tariff_price_unit = 0.0
                line.price_reason = False
            if line not in priced:
                continue  # What the customer approved is not priced again.
            is_typed = line._is_price_typed(digits)
            line.tariff_price_unit, line.price_reason = prices[line]
            if not is_typed:
                line.price_unit = line.tariff_price_unit

    def _is_price_typed(self, digits: int) -> bool:
        """Did a person type a price of his own? Not for the service chosen now, if
        that changed since."""
        self.ensure_one()
        before = self._origin.product_id
        if before and before != self.product_id:
            return False
        return (
            not float_is_zero(self.price_unit, precision_digits=digits)
            and float_compare(
                self.price_unit, self.tariff_price_unit, precision_digits=digits
            )
            != 0
        )

    def write(self, vals):
        if "product_id" in vals and "price_unit" not in vals:
            for line in self:
                if line.product_id.id != vals["product_id"] and not line._is_agreed():
                    # A price typed for one service says nothing of another.
                    line.tariff_price_unit = line.price_unit
        return super().write(vals)

    # -- facts and price ------------------------------------------------------------

    def _get_tariff_prices(self) -> dict:
        """Price and reason by line; the number of queries does not grow with lines."""
        rules = self.env["aftersales.tariff.rule"]._get_rules(self.company_id.ids)
        has_bands = any(rule.band for listed in rules.values() for rule in listed)
        moments = self._get_price_moments() if has_bands else {}
        bases = self._get_pricelist_prices()
        prices = {}
        for line in self:
            key = tariff.best_rule(
                rules.get(line.company_id._origin.id, ()),
                line._get_job(moments.get(line)),
            )
            rule = self.env["aftersales.tariff.rule"].sudo().browse(key)
            prices[line] = (
                rule._get_price(bases[line]) if rule else bases[line],
                line._describe_price(rule),
            )
        return prices

    def _describe_price(self, rule) -> str:
        if rule:
            return self.env._("Tariff: %(rule)s", rule=rule.display_name)
        pricelist = self.order_id.pricelist_id
        if pricelist:
            return self.env._("Pricelist: %(pricelist)s", pricelist=pricelist.name)
        return self.env._("Price of the service")

    def _get_pricelist_prices(self) -> dict:
        """Base prices: one question for all lines of a pricelist, day and quantity."""
        groups = defaultdict(self.browse)
        for line in self:
            order = line.order_id
            key = (order.pricelist_id, order.received_at, line.quantity or 1.0)
            groups[(*key, line.currency_id)] |= line
        prices = {}
        for (pricelist, moment, quantity, currency), lines in groups.items():
            found = pricelist._get_products_price(
                lines.product_id, quantity, currency=currency, date=moment
            )
            prices |= {line: found[line.product_id.id] for line in lines}
        return prices

    def _get_job(self, moment) -> tariff.Job:
        self.ensure_one()
        order = self.order_id
        # Where a customer lives does not hide what he pays.
        site = (order.site_partner_id or order.partner_id).sudo()
        return tariff.Job(
            product=self.product_id._origin.id,
            day=fields.Datetime.context_timestamp(
                self, self._get_work_moment() or fields.Datetime.now()
            ).date(),
            outlet=order.outlet_id._origin.id or None,
            order_type=order.type_id._origin.id,
            address=territory.Address(
                zip=site.zip or "",
                city=order.site_city or site.city or "",
                state=site.state_id.id or None,
            ),
            moment=moment,
            km=self.distance_km or self._get_distance(site),
        )

    def _get_distance(self, site) -> float | None:
        """Kilometres between outlet and site, where both are on the map."""
        outlet = self.order_id.outlet_id.partner_id.sudo()
        return geo.distance_km(
            *(
                geo.point(place.partner_latitude, place.partner_longitude)
                for place in (outlet, site)
            )
        )

    def _get_work_moment(self) -> datetime | None:
        """When the work is done: the visit, else the call."""
        self.ensure_one()
        visits = self.dispatch_id or self.order_id.sudo().dispatch_ids.filtered(
            lambda visit: visit.state != "cancelled" and visit.scheduled_start
        )
        visit = visits[:1]
        return visit.arrived_at or visit.scheduled_start or self.order_id.received_at

    def _get_price_moments(self) -> dict:
        """Kind of day and hour by line, from the calendar of outlet or company."""
        by_calendar = defaultdict(self.browse)
        for line in self:
            order = line.order_id
            calendar = order.outlet_id.calendar_id or (
                order.company_id.resource_calendar_id
            )
            if calendar and line._get_work_moment():
                by_calendar[calendar.sudo()] |= line
        return {
            line: moment
            for calendar, lines in by_calendar.items()
            for line, moment in lines._get_calendar_moments(calendar).items()
        }

    def _get_calendar_moments(self, calendar) -> dict:
        zone = pytz.timezone(calendar.tz or "UTC")
        local = {
            line: pytz.utc.localize(line._get_work_moment()).astimezone(zone)
            for line in self
        }
        days = [moment.date() for moment in local.values()]
        start = zone.localize(datetime.combine(min(days), time.min))
        end = zone.localize(datetime.combine(max(days) + timedelta(days=1), time.min))
        work = calendar._work_intervals_batch(start, end)[False]
        leaves = calendar._leave_intervals_batch(start, end)[False]
        work_days = {first.astimezone(zone).date() for first, _last, _rec in work}
        return {
            line: tariff.Moment(
                day=tariff.WORK_DAY
                if moment.date() in work_days
                else tariff.HOLIDAY
                if any(
                    first.astimezone(zone).date()
                    <= moment.date()
                    <= (last - timedelta(seconds=1)).astimezone(zone).date()
                    for first, last, _rec in leaves
                )
                else tariff.DAY_OFF,
                hour=moment.hour + moment.minute / 60,
                is_working=any(first <= moment < last for first, last, _rec in work),
            )
            for line, moment in local.items()
        }
