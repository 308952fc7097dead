from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal
from .uploads import EVIDENCE_TYPES, read_uploads

HISTORY = "my_claims_history"
# More than any case needs; a stranger with a link fills no disk.
MAX_EVIDENCE = 30
STATEMENT = "aftersales_service.action_report_claim_statement"


class ClaimPortal(CustomerPortal):
    """A customer follows his claims and brings his evidence."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "claim_count" in counters:
            Claim = request.env["aftersales.claim"]
            values["claim_count"] = (
                Claim.search_count(self._get_claim_domain())
                if Claim.has_access("read")
                else 0
            )
        return values

    def _get_claim_domain(self) -> Domain:
        """What customers demand; what we ask of suppliers is not theirs to read."""
        return self._get_service_order_domain() & Domain("kind", "!=", "supplier")

    @http.route(
        ["/my/claims", "/my/claims/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_claims(self, page=1, **kw):
        Claim = request.env["aftersales.claim"]
        domain = self._get_claim_domain()
        pager = portal_pager(
            url="/my/claims",
            total=Claim.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        claims = Claim.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        request.session[HISTORY] = claims.ids[:100]
        return request.render(
            "aftersales_service.portal_my_claims",
            {
                **self._prepare_portal_layout_values(),
                # Names of products: a customer cannot read products themselves.
                "claims": claims.sudo(),
                "page_name": "claim",
                "default_url": "/my/claims",
                "pager": pager,
            },
        )

    def _get_claim(self, claim_id: int, access_token: str | None):
        """The claim, with rights of its own that the token or the rules grant.

        :raise AccessError, MissingError: not this visitor's claim, or none at all
        """
        claim = self._document_check_access("aftersales.claim", claim_id, access_token)
        claim = claim.with_user(request.env.user).sudo()
        if claim.kind == "supplier":
            raise MissingError(request.env._("There is no such claim."))
        return claim

    @http.route("/my/claims/<int:claim_id>", type="http", auth="public", website=True)
    def portal_my_claim(self, claim_id, access_token=None, **kw):
        try:
            claim = self._get_claim(claim_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._render_claim(claim, access_token, **kw)

    def _render_claim(self, claim, access_token, error="", is_added=False, **kw):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "claim",
            "claim": claim,
            "res_company": claim.company_id,
            "evidence_types": request.env["aftersales.evidence.type"].sudo().search([]),
            "documents": claim._get_customer_moves().filtered(
                lambda move: move.state == "posted"
            ),
            "error": error,
            "is_added": is_added or bool(kw.pop("added", None)),
        }
        values = self._get_page_view_values(
            claim, access_token, values, HISTORY, False, **kw
        )
        return request.render("aftersales_service.portal_my_claim", values)

    @http.route(
        "/my/claims/<int:claim_id>/evidence",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_claim_evidence(self, claim_id, access_token=None, **post):
        try:
            claim = self._get_claim(claim_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        evidence_type = (
            request.env["aftersales.evidence.type"]
            .sudo()
            .search([])
            .filtered(lambda kind: str(kind.id) == post.get("type_id"))
        )
        files, error = read_uploads("photos", EVIDENCE_TYPES)
        if not error and not (evidence_type and files):
            error = request.env._("Please choose what it is, and a file.")
        if not claim.is_open:
            error = request.env._("This claim is decided already.")
        elif len(claim.evidence_ids) >= MAX_EVIDENCE:
            error = request.env._("There is enough evidence. Please call us.")
        if error:
            return self._render_claim(claim, access_token, error=error)
        claim._add_customer_evidence(evidence_type, files, post.get("note") or "")
        return request.redirect(claim.get_portal_url(query_string="&added=1"))

    @http.route(
        "/my/claims/<int:claim_id>/statement", type="http", auth="public", website=True
    )
    def portal_claim_statement(self, claim_id, access_token=None, **kw):
        """The claim's figures and decision as a paper."""
        try:
            claim = self._get_claim(claim_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            claim, "pdf", STATEMENT, download=bool(kw.get("download"))
        )
