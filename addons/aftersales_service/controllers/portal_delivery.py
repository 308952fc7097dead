from binascii import Error as BinasciiError

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal

HISTORY = "my_deliveries_history"
RECEIPT = "aftersales_service.action_report_delivery_receipt"
CERTIFICATE = "aftersales_service.action_report_acceptance"
MAX_SIGNATURE = 500_000


class DeliveryPortal(CustomerPortal):
    """A customer signs for his deliveries and accepts his installations."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        for counter, model in (
            ("delivery_count", "aftersales.delivery"),
            ("installation_count", "aftersales.installation"),
        ):
            if counter in counters:
                Model = request.env[model]
                values[counter] = (
                    Model.search_count(self._get_service_order_domain())
                    if Model.has_access("read")
                    else 0
                )
        return values

    def _render_list(self, model: str, template: str, url: str, name: str, page):
        """A page of the customer's documents of a model, newest first."""
        Model = request.env[model]
        domain = self._get_service_order_domain()
        pager = portal_pager(
            url=url,
            total=Model.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        records = Model.search(
            domain,
            order="id desc",
            limit=self._items_per_page,
            offset=max(pager["offset"], 0),
        )
        return request.render(
            template,
            {
                **self._prepare_portal_layout_values(),
                # Names of what they point to: a customer cannot read those records.
                "documents": records.sudo(),
                "page_name": name,
                "default_url": url,
                "pager": pager,
            },
        )

    def _get_document(self, model: str, document_id: int, access_token: str | None):
        """The document, with rights of its own that the token or the rules grant.

        :raise AccessError, MissingError: not this visitor's, or none at all
        """
        document = self._document_check_access(model, document_id, access_token)
        return document.with_user(request.env.user).sudo()

    def _show_document(self, document, template, name, access_token, **kw):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": name,
            name: document,
            "res_company": document.company_id,
            "message": kw.pop("message", None),
            "error": kw.pop("error", ""),
        }
        values = self._get_page_view_values(
            document, access_token, values, HISTORY, False, **kw
        )
        return request.render(template, values)

    def _sign(self, document, sign, name, signature) -> dict:
        """Answer of a signature form.

        :param sign: method of the document that takes name and signature
        """
        if not (name and signature) or len(signature) > MAX_SIGNATURE:
            return {"error": request.env._("Please sign, and write down your name.")}
        try:
            sign(name, signature)
            request.env.cr.flush()
        except UserError as error:
            return {"error": str(error)}
        except (TypeError, ValueError, BinasciiError):
            return {"error": request.env._("This is no signature.")}
        return {
            "force_refresh": True,
            "redirect_url": document.get_portal_url(query_string="&message=signed"),
        }

    # -- deliveries -------------------------------------------------------------------

    @http.route(
        ["/my/deliveries", "/my/deliveries/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_deliveries(self, page=1, **kw):
        return self._render_list(
            "aftersales.delivery",
            "aftersales_service.portal_my_deliveries",
            "/my/deliveries",
            "delivery",
            page,
        )

    @http.route(
        "/my/deliveries/<int:delivery_id>", type="http", auth="public", website=True
    )
    def portal_my_delivery(self, delivery_id, access_token=None, **kw):
        try:
            delivery = self._get_document(
                "aftersales.delivery", delivery_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_document(
            delivery,
            "aftersales_service.portal_my_delivery",
            "delivery",
            access_token,
            **kw,
        )

    @http.route(
        "/my/deliveries/<int:delivery_id>/sign",
        type="jsonrpc",
        auth="public",
        website=True,
    )
    def portal_sign_delivery(
        self, delivery_id, access_token=None, name=None, signature=None
    ):
        access_token = access_token or request.httprequest.args.get("access_token")
        try:
            delivery = self._get_document(
                "aftersales.delivery", delivery_id, access_token
            )
        except (AccessError, MissingError):
            return {"error": request.env._("There is no such delivery.")}
        return self._sign(delivery, delivery._sign_on_page, name, signature)

    @http.route(
        "/my/deliveries/<int:delivery_id>/receipt",
        type="http",
        auth="public",
        website=True,
    )
    def portal_delivery_receipt(self, delivery_id, access_token=None, **kw):
        try:
            delivery = self._get_document(
                "aftersales.delivery", delivery_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            delivery, "pdf", RECEIPT, download=bool(kw.get("download"))
        )

    # -- installations ----------------------------------------------------------------

    @http.route(
        ["/my/installations", "/my/installations/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_installations(self, page=1, **kw):
        return self._render_list(
            "aftersales.installation",
            "aftersales_service.portal_my_installations",
            "/my/installations",
            "installation",
            page,
        )

    @http.route(
        "/my/installations/<int:installation_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_installation(self, installation_id, access_token=None, **kw):
        try:
            installation = self._get_document(
                "aftersales.installation", installation_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_document(
            installation,
            "aftersales_service.portal_my_installation",
            "installation",
            access_token,
            **kw,
        )

    @http.route(
        "/my/installations/<int:installation_id>/sign",
        type="jsonrpc",
        auth="public",
        website=True,
    )
    def portal_sign_installation(
        self, installation_id, access_token=None, name=None, signature=None
    ):
        access_token = access_token or request.httprequest.args.get("access_token")
        try:
            installation = self._get_document(
                "aftersales.installation", installation_id, access_token
            )
        except (AccessError, MissingError):
            return {"error": request.env._("There is no such installation.")}
        return self._sign(installation, installation._accept_on_page, name, signature)

    @http.route(
        "/my/installations/<int:installation_id>/refuse",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_refuse_installation(
        self, installation_id, access_token=None, reason=None, **post
    ):
        try:
            installation = self._get_document(
                "aftersales.installation", installation_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        try:
            installation._refuse_on_page((reason or "").strip())
        except UserError as error:
            return self._show_document(
                installation,
                "aftersales_service.portal_my_installation",
                "installation",
                access_token,
                error=str(error),
            )
        return request.redirect(
            installation.get_portal_url(query_string="&message=refused")
        )

    @http.route(
        "/my/installations/<int:installation_id>/certificate",
        type="http",
        auth="public",
        website=True,
    )
    def portal_acceptance(self, installation_id, access_token=None, **kw):
        try:
            installation = self._get_document(
                "aftersales.installation", installation_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            installation, "pdf", CERTIFICATE, download=bool(kw.get("download"))
        )
