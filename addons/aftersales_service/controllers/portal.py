from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers import portal
from odoo.addons.portal.controllers.portal import pager as portal_pager

HISTORY = "my_service_orders_history"


class CustomerPortal(portal.CustomerPortal):
    """Service orders on the customer's own pages."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "service_order_count" in counters:
            Order = request.env["aftersales.order"]
            values["service_order_count"] = (
                Order.search_count(self._get_service_order_domain())
                if Order.has_access("read")
                else 0
            )
        return values

    def _get_service_order_domain(self) -> Domain:
        """Record rules limit portal users; staff see what is theirs as customers."""
        if request.env.user.share:
            return Domain.TRUE
        customer = request.env.user.partner_id.commercial_partner_id
        return Domain("partner_id", "child_of", customer.id)

    # -- list ---------------------------------------------------------------------

    def _get_service_searchbar_sortings(self) -> dict:
        return {
            "date": {
                "label": request.env._("Newest"),
                "order": "received_at desc, id desc",
            },
            "name": {"label": request.env._("Number"), "order": "name, id"},
            "state": {"label": request.env._("Status"), "order": "state, id desc"},
        }

    def _get_service_searchbar_filters(self) -> dict:
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("Open"),
                "domain": Domain("is_open", "=", True),
            },
            "closed": {
                "label": request.env._("Closed"),
                "domain": Domain("is_open", "=", False),
            },
        }

    def _get_service_searchbar_inputs(self) -> dict:
        return {
            "all": {
                "input": "all",
                "label": request.env._("Search Number or Serial"),
            },
            "name": {"input": "name", "label": request.env._("Search Number")},
            "serial": {"input": "serial", "label": request.env._("Search Serial")},
        }

    def _get_service_search_domain(self, search_in: str, search: str | None) -> Domain:
        if not search:
            return Domain.TRUE
        names = ("name", "serial") if search_in == "all" else (search_in,)
        return Domain.OR(Domain(name, "ilike", search) for name in names)

    @http.route(
        ["/my/service", "/my/service/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_service_orders(
        self, page=1, sortby="date", filterby="all", search=None, search_in="all", **kw
    ):
        Order = request.env["aftersales.order"]
        sortings = self._get_service_searchbar_sortings()
        filters = self._get_service_searchbar_filters()
        inputs = self._get_service_searchbar_inputs()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search_in = search_in if search_in in inputs else "all"
        domain = (
            self._get_service_order_domain()
            & filters[filterby]["domain"]
            & self._get_service_search_domain(search_in, search)
        )
        args = {
            "sortby": sortby,
            "filterby": filterby,
            "search": search or "",
            "search_in": search_in,
        }
        pager = portal_pager(
            url="/my/service",
            url_args=args,
            total=Order.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        orders = Order.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=max(pager["offset"], 0),
        )
        request.session[HISTORY] = orders.ids[:100]
        values = {
            **self._prepare_portal_layout_values(),
            **args,
            # Name of the product and the type's words: a customer has no access to
            # those records themselves, but may read what his order says of them.
            "service_orders": orders.sudo(),
            "page_name": "service",
            "default_url": "/my/service",
            "pager": pager,
            "searchbar_sortings": sortings,
            "searchbar_filters": filters,
            "searchbar_inputs": inputs,
        }
        return request.render("aftersales_service.portal_my_service_orders", values)

    # -- one order ----------------------------------------------------------------

    def _get_service_order(self, order_id: int, access_token: str | None):
        """The order, with rights of its own that the token or the rules grant.

        :raise AccessError, MissingError: not this visitor's order, or none at all
        """
        order = self._document_check_access("aftersales.order", order_id, access_token)
        # Language and time zone stay the visitor's, only the rights are raised.
        return order.with_user(request.env.user).sudo()

    @http.route("/my/service/<int:order_id>", type="http", auth="public", website=True)
    def portal_my_service_order(self, order_id, access_token=None, created=None, **kw):
        try:
            order = self._get_service_order(order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_service_order_values(order)
        values["is_created"] = bool(created)
        values = self._get_page_view_values(
            order, access_token, values, HISTORY, False, **kw
        )
        return request.render("aftersales_service.portal_my_service_order", values)

    def _prepare_service_order_values(self, order) -> dict:
        rows = order._get_charge_rows()
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "service",
            "service_order": order,
            "res_company": order.company_id,
            "timeline": order._get_timeline(),
            "warranty": order._get_warranty_at_receipt(),
            "rows": rows,
            "charged": sum(row["amount"] for row in rows if row["is_charged"]),
            "free": sum(row["amount"] for row in rows if not row["is_charged"]),
            # A draft is still being written.
            "quotations": order.quotation_ids.filtered(
                lambda sale: sale.state in ("sent", "sale")
            ),
            "invoices": order.invoice_ids.filtered(
                lambda invoice: invoice.state == "posted"
            ),
            "payments": order.payment_ids._get_received().sorted("id"),
            "visits": order.dispatch_ids.filtered(
                lambda visit: visit.state != "cancelled"
            ),
        }

    @http.route(
        "/my/service/<int:order_id>/slip/<int:dispatch_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_service_slip(self, order_id, dispatch_id, access_token=None, **kw):
        """The customer's copy of a dispatch slip of this very order."""
        try:
            order = self._get_service_order(order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        visit = order.dispatch_ids.filtered(
            lambda visit: visit.id == dispatch_id and visit.state != "cancelled"
        )
        if not visit:
            return request.redirect(order.access_url)
        return self._show_report(
            visit,
            "pdf",
            "aftersales_service.action_report_dispatch_slip",
            download=bool(kw.get("download")),
        )

    @http.route(
        "/my/service/<int:order_id>/receipt/<int:payment_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_service_receipt(self, order_id, payment_id, access_token=None, **kw):
        """The receipt of a payment that was made for this very order (R133)."""
        try:
            order = self._get_service_order(order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        payment = order.payment_ids._get_received().filtered(
            lambda payment: payment.id == payment_id
        )
        if not payment:
            return request.redirect(order.access_url)
        return self._show_report(
            payment,
            "pdf",
            "aftersales_service.action_report_payment_receipt",
            download=bool(kw.get("download")),
        )
