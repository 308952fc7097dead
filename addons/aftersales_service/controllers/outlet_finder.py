from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import pager

from ..models.outlet.aftersales_outlet_finder import PAGE_SIZE
from ..tools.geo import Point
from ..tools.outlet_finder import Query
from .rate_limit import rate_limited

MAX_PLACE = 64
PAGE = "/aftersales/outlets"


class OutletFinderController(http.Controller):
    """Anybody finds the outlet that serves him (R146)."""

    @http.route(
        [
            PAGE,
            f"{PAGE}/page/<int:page>",
            f"{PAGE}/<int:company_id>",
            f"{PAGE}/<int:company_id>/page/<int:page>",
        ],
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("outlets")
    def outlet_finder(self, company_id=None, page=1, **asked):
        company = self._get_company(company_id)
        query = self._read_query(asked)
        Outlet = request.env["aftersales.outlet"]
        found = Outlet._find_public(company, query, page)
        url = f"{PAGE}/{company_id}" if company_id else PAGE
        kept = {name: value for name, value in asked.items() if value and name in ASKED}
        return request.render(
            "aftersales_service.outlet_finder",
            {
                "res_company": company,
                "query": query,
                "url": url,
                "choices": Outlet._get_finder_choices(company),
                "rows": found["rows"],
                "total": found["total"],
                "pager": pager(url, found["total"], page, PAGE_SIZE, url_args=kept),
            },
        )

    @http.route(
        [f"{PAGE}.pdf", f"{PAGE}/<int:company_id>.pdf"],
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("outlets_pdf")
    def outlet_list(self, company_id=None, **asked):
        """The whole list to hang up or hand out."""
        company = self._get_company(company_id)
        content, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf("aftersales_service.action_report_outlets", company.ids)
        )
        name = f"{request.env._('Service Outlets')}.pdf"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

    def _get_company(self, company_id):
        company = request.env.company.sudo()
        if company_id:
            company = company.browse(company_id).exists()
        if not company:
            raise request.not_found()
        return company

    def _read_query(self, asked: dict) -> Query:
        """What a visitor asks for; what makes no sense is not asked."""
        place = str(asked.get("place") or "").strip()[:MAX_PLACE]
        return Query(
            place=place,
            here=_read_point(asked.get("lat"), asked.get("lon")),
            state=_read_id(asked.get("state")),
            type=_read_id(asked.get("type")),
            open_now=bool(asked.get("open")),
        )


ASKED = ("place", "lat", "lon", "state", "type", "open")


def _read_id(text) -> int | None:
    text = str(text or "")
    # Longer ones are no ids that the database knows.
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _read_point(latitude, longitude) -> Point | None:
    try:
        point = Point(float(latitude), float(longitude))
    except (TypeError, ValueError):
        return None
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None
