from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal

HISTORY = "my_service_contracts_history"
PAPER = "aftersales_service.action_report_contract"


class ContractPortal(CustomerPortal):
    """A customer reads his contracts, signs what was sent to him, sees what is left."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "service_contract_count" in counters:
            Contract = request.env["aftersales.contract"]
            values["service_contract_count"] = (
                Contract.search_count(self._get_contract_domain())
                if Contract.has_access("read")
                else 0
            )
        return values

    def _get_contract_domain(self) -> Domain:
        """What he was shown: drafts are still being written."""
        return self._get_service_order_domain() & Domain(
            "state", "not in", ("draft", "cancelled")
        )

    @http.route(
        ["/my/contracts", "/my/contracts/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_contracts(self, page=1, **kw):
        Contract = request.env["aftersales.contract"]
        domain = self._get_contract_domain()
        pager = portal_pager(
            url="/my/contracts",
            total=Contract.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        contracts = Contract.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        request.session[HISTORY] = contracts.ids[:100]
        return request.render(
            "aftersales_service.portal_my_contracts",
            {
                **self._prepare_portal_layout_values(),
                # Units and services: a customer has no access to those lines.
                "contracts": contracts.sudo(),
                "page_name": "contract",
                "default_url": "/my/contracts",
                "pager": pager,
            },
        )

    def _get_contract(self, contract_id: int, access_token: str | None):
        """The contract, with rights of its own that the token or the rules grant.

        :raise AccessError, MissingError: not this visitor's contract, or none at all
        """
        contract = self._document_check_access(
            "aftersales.contract", contract_id, access_token
        )
        contract = contract.with_user(request.env.user).sudo()
        if contract.state in ("draft", "cancelled") and request.env.user.share:
            raise MissingError(request.env._("There is no such contract."))
        return contract

    @http.route(
        "/my/contracts/<int:contract_id>", type="http", auth="public", website=True
    )
    def portal_my_contract(self, contract_id, access_token=None, signed=None, **kw):
        try:
            contract = self._get_contract(contract_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "contract",
            "contract": contract,
            "res_company": contract.company_id,
            "is_signed_now": bool(signed),
        }
        values = self._get_page_view_values(
            contract, access_token, values, HISTORY, False, **kw
        )
        return request.render("aftersales_service.portal_my_contract", values)

    @http.route(
        "/my/contracts/<int:contract_id>/sign",
        type="jsonrpc",
        auth="public",
        website=True,
    )
    def portal_contract_sign(
        self, contract_id, access_token=None, name=None, signature=None
    ):
        """The host's signature form calls this; signed twice is signed once."""
        # The form's parameters are its own; the link's stand in the address.
        token = access_token or request.httprequest.args.get("access_token")
        try:
            contract = self._get_contract(contract_id, token)
        except (AccessError, MissingError):
            return {"error": request.env._("There is no such contract.")}
        try:
            with request.env.cr.savepoint():
                contract._sign_by_customer(name, signature)
        except (UserError, ValidationError) as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": contract.get_portal_url(query_string="&signed=1"),
        }

    @http.route(
        "/my/contracts/<int:contract_id>/paper",
        type="http",
        auth="public",
        website=True,
    )
    def portal_contract_paper(self, contract_id, access_token=None, **kw):
        """The contract as a paper."""
        try:
            contract = self._get_contract(contract_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            contract, "pdf", PAPER, download=bool(kw.get("download"))
        )
