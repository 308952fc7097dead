from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal
from .rate_limit import rate_limited
from .registration import RegistrationForm

# Registrations that still matter to the customer, newest first.
SHOWN_REGISTRATIONS = 20


class ProductPortal(CustomerPortal):
    """The customer's products: their warranty, their cards, and how to register one."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "product_count" in counters:
            Unit = request.env["aftersales.equipment"]
            values["product_count"] = (
                Unit.search_count(self._get_product_domain())
                if Unit.has_access("read")
                else 0
            )
        return values

    def _get_product_domain(self) -> Domain:
        """Units of the customer himself; staff see what is theirs as customers."""
        customer = request.env.user.partner_id.commercial_partner_id
        return Domain("partner_id", "child_of", customer.id) & Domain(
            "state", "=", "in_use"
        )

    @http.route(
        ["/my/products", "/my/products/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_products(self, page=1, sent=None, **kw):
        Unit = request.env["aftersales.equipment"]
        domain = self._get_product_domain()
        pager = portal_pager(
            url="/my/products",
            total=Unit.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        units = Unit.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        values = {
            **self._prepare_portal_layout_values(),
            # Names of products: customers cannot read products themselves.
            "units": units.sudo(),
            "registrations": self._get_registrations(),
            "is_sent": bool(sent),
            "page_name": "products",
            "default_url": "/my/products",
            "pager": pager,
        }
        return request.render("aftersales_service.portal_my_products", values)

    def _get_registrations(self):
        """Those of the customer that are not his products yet.

        He has no rights on them at all: what the clerk finds odd, and whose the unit
        is, are not for him. The page shows number, serial, state and reason.
        """
        customer = request.env.user.partner_id.commercial_partner_id
        return (
            request.env["aftersales.registration"]
            .sudo()
            .search(
                Domain("partner_id", "child_of", customer.id)
                & Domain("state", "in", ("new", "refused")),
                limit=SHOWN_REGISTRATIONS,
            )
        )

    @http.route(
        "/my/products/<int:unit_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_product(self, unit_id, **kw):
        try:
            unit = self._get_product(unit_id)
        except (AccessError, MissingError):
            return request.redirect("/my/products")
        orders = request.env["aftersales.order"].search(
            Domain("equipment_id", "=", unit.id), limit=self._items_per_page
        )
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "products",
            "unit": unit,
            "card": unit._get_card(),
            # What one's own rights show of orders, with the words of their types.
            "service_orders": orders.sudo(),
            "res_company": unit.company_id,
        }
        return request.render("aftersales_service.portal_my_product", values)

    def _get_product(self, unit_id: int):
        """A unit of the customer, with raised rights.

        :raise AccessError, MissingError: not his, or none at all
        """
        unit = request.env["aftersales.equipment"].browse(unit_id).exists()
        if not unit:
            raise MissingError(request.env._("There is no such product."))
        unit.check_access("read")
        return unit.sudo()

    @http.route(
        "/my/products/<int:unit_id>/card", type="http", auth="user", website=True
    )
    def portal_my_card(self, unit_id, **kw):
        """The valid warranty card of one's own unit."""
        try:
            card = self._get_product(unit_id)._get_card()
        except (AccessError, MissingError):
            return request.redirect("/my/products")
        if not card:
            return request.redirect(f"/my/products/{unit_id}")
        return self._show_report(
            card,
            "pdf",
            "aftersales_service.action_report_warranty_card",
            download=bool(kw.get("download")),
        )

    @http.route(
        "/my/products/register",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("product_register")
    def portal_register_product(self, **post):
        form = RegistrationForm(request.env.company, f"user {request.env.user.id}")
        if request.httprequest.method == "POST":
            form.read_post(post)
            if not form.errors:
                form.save()
                return request.redirect("/my/products?sent=1")
        else:
            form.start()
        values = {
            **self._prepare_portal_layout_values(),
            **form.get_values(),
            "page_name": "product_register",
        }
        return request.render("aftersales_service.portal_register_product", values)
