from odoo import http
from odoo.http import request

from .rate_limit import rate_limited


class CareController(http.Controller):
    @http.route(
        "/aftersales/care/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
        # The link is of one person and carries what opens it.
        sitemap=False,
    )
    @rate_limited("care")
    def care(self, token, wanted=None, **kw):
        """No more greetings and offers, or again: at the press of a button, so that no
        program that only looks at links answers for the customer."""
        partner = request.env["res.partner"]._find_by_care_token(token)
        if not partner:
            raise request.not_found()
        if request.httprequest.method == "POST" and wanted in ("yes", "no"):
            partner._set_care(wanted == "yes")
        response = request.render(
            "aftersales_service.care_page",
            {
                "is_wanted": not partner.aftersales_no_care,
                "is_saved": request.httprequest.method == "POST",
            },
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        return response
