from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..dispatch.aftersales_dispatch_visit import OPINIONS
from ..flag import flag_domain

SALES = "sales_team.group_sale_salesman"
ALL_CUSTOMERS = "sales_team.group_sale_salesman_all_leads"


class ResPartner(models.Model):
    """What sales may know of a customer's service, without a role in service.

    Counts and dates, of the salesperson's own customers, and nothing else: they are
    read with raised rights, so nothing here may return records of service.
    """

    _inherit = "res.partner"

    aftersales_open_order_count = fields.Integer(
        string="Open Service Orders",
        compute="_compute_aftersales_for_sales",
        groups=SALES,
    )
    aftersales_last_opinion = fields.Selection(
        OPINIONS,
        string="Last Opinion",
        compute="_compute_aftersales_for_sales",
        groups=SALES,
        help="What the customer wrote after the last visit.",
    )
    aftersales_last_opinion_on = fields.Date(
        string="Opinion Of",
        compute="_compute_aftersales_for_sales",
        groups=SALES,
    )
    aftersales_ending_count = fields.Integer(
        string="Warranties That End Soon",
        compute="_compute_aftersales_for_sales",
        groups=SALES,
    )
    aftersales_next_end_date = fields.Date(
        string="Next Warranty Ends",
        compute="_compute_aftersales_for_sales",
        groups=SALES,
    )
    aftersales_has_open_orders = fields.Boolean(
        string="Has Open Service Orders",
        compute="_compute_aftersales_for_sales",
        search="_search_aftersales_has_open_orders",
        groups=SALES,
    )
    aftersales_ends_soon = fields.Boolean(
        string="Warranty Ends Soon",
        compute="_compute_aftersales_for_sales",
        search="_search_aftersales_ends_soon",
        groups=SALES,
    )
    aftersales_may_call = fields.Boolean(
        string="May Be Called",
        compute="_compute_aftersales_may_call",
        search="_search_aftersales_may_call",
        groups=SALES,
        help="A customer of yours, and nothing of his is late with us.",
    )

    # -- whose customers --------------------------------------------------------------
    @api.model
    def _get_own_customer_domain(self) -> Domain:
        """Customers of a salesperson, and of opportunities that are his or nobody's;
        who sees all leads, all of them."""
        user = self.env.user
        if self.env.su or user.has_group(ALL_CUSTOMERS):
            return Domain.TRUE
        return (
            Domain("user_id", "=", user.id)
            | Domain("commercial_partner_id.user_id", "=", user.id)
            | Domain("opportunity_ids.user_id", "in", (user.id, False))
        )

    def _filter_own_customers(self):
        wanted = Domain("id", "in", self.ids) & self._get_own_customer_domain()
        return self.with_context(active_test=False).search(wanted)

    # -- facts ------------------------------------------------------------------------
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_aftersales_for_sales(self):
        facts = self._filter_own_customers()._get_sales_facts()
        for partner in self:
            known = facts.get(partner.commercial_partner_id.id, {})
            if partner._origin.id not in facts:
                known = {}
            partner.aftersales_open_order_count = known.get("open_orders", 0)
            partner.aftersales_has_open_orders = bool(known.get("open_orders"))
            partner.aftersales_last_opinion = known.get("opinion")
            partner.aftersales_last_opinion_on = known.get("opinion_on")
            partner.aftersales_ending_count = known.get("ending", 0)
            partner.aftersales_next_end_date = known.get("next_end")
            partner.aftersales_ends_soon = bool(known.get("ending"))

    def _get_sales_facts(self) -> dict[int, dict]:
        """By company of these customers, and by each of them as a mark that he may be
        looked at: ``open_orders``, ``opinion``, ``opinion_on``, ``ending``,
        ``next_end``."""
        if not self:
            return {}
        companies = self.sudo().commercial_partner_id
        facts = {partner.id: {} for partner in self | companies}
        orders = self.env["aftersales.order"].sudo()
        for partner, count in orders._read_group(
            Domain("partner_id.commercial_partner_id", "in", companies.ids)
            & self._get_open_order_domain(),
            ["partner_id"],
            ["__count"],
        ):
            known = facts[partner.commercial_partner_id.id]
            known["open_orders"] = known.get("open_orders", 0) + count
        units = self.env["aftersales.equipment"].sudo()
        for partner, count, end in units._read_group(
            Domain("partner_id.commercial_partner_id", "in", companies.ids)
            & self._get_ending_domain(),
            ["partner_id"],
            ["__count", "warranty_end_date:min"],
        ):
            known = facts[partner.commercial_partner_id.id]
            known["ending"] = known.get("ending", 0) + count
            known["next_end"] = min(known.get("next_end", end), end)
        for company_id, opinion, day in self._get_last_opinions(companies.ids):
            facts[company_id] |= {"opinion": opinion, "opinion_on": day}
        return facts

    @api.model
    def _get_open_order_domain(self) -> Domain:
        return Domain("is_open", "=", True) & Domain(
            "company_id", "in", self.env.companies.ids
        )

    @api.model
    def _get_ending_domain(self) -> Domain:
        today = fields.Date.context_today(self)
        days = self.env.company.aftersales_ending_days
        return (
            Domain("state", "=", "in_use")
            & Domain("warranty_end_date", ">=", today)
            & Domain("warranty_end_date", "<=", today + timedelta(days=days))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @api.model
    def _get_last_opinions(self, company_ids: list[int]) -> list[tuple]:
        """(customer's company, opinion, day) of the last opinion: to be said by what
        asks for opinions."""
        return []

    # -- filters ----------------------------------------------------------------------
    @api.model
    def _search_customers_of(self, model: str, domain: Domain, operator, value):
        """Own customers whose people or company have such records of service."""
        if operator != "in":
            return NotImplemented
        records = self.env[model].sudo()._search(domain)
        people = self.sudo()._search(
            Domain("id", "in", records.subselect("partner_id")), active_test=False
        )
        having = Domain(
            "commercial_partner_id", "in", people.subselect("commercial_partner_id")
        )
        having &= self._get_own_customer_domain()
        return flag_domain(value, having)

    def _search_aftersales_has_open_orders(self, operator, value):
        return self._search_customers_of(
            "aftersales.order", self._get_open_order_domain(), operator, value
        )

    def _search_aftersales_ends_soon(self, operator, value):
        return self._search_customers_of(
            "aftersales.equipment", self._get_ending_domain(), operator, value
        )

    # -- whom to call -----------------------------------------------------------------
    @api.model
    def _get_partners_not_to_call(self):
        """Customers (their companies) whom nobody should try to sell something today.

        Those we owe something that is late: an open order with a broken promise. To be
        extended by whatever else makes a call unwelcome.
        """
        late = (
            self.env["aftersales.order.sla"]
            .sudo()
            .search(
                Domain("state", "in", ("running", "paused"))
                & Domain("is_late", "=", True)
                & Domain("order_id", "any", self._get_open_order_domain())
            )
        )
        # Only whom they are is told to somebody without a role in service.
        return self.browse(late.order_id.partner_id.commercial_partner_id.ids)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_aftersales_may_call(self):
        waiting = self._get_partners_not_to_call()
        own = self._filter_own_customers()
        for partner in self:
            partner.aftersales_may_call = (
                partner._origin in own and partner.commercial_partner_id not in waiting
            )

    def _search_aftersales_may_call(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = self._get_partners_not_to_call()
        callable_ones = self._get_own_customer_domain() & Domain(
            "commercial_partner_id", "not in", waiting.ids
        )
        return flag_domain(value, callable_ones)
