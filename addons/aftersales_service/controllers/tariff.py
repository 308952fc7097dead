from odoo import http
from odoo.http import request

from .rate_limit import rate_limited


class TariffController(http.Controller):
    """The published tariff: anyone reads what service costs before he asks (R136)."""

    @http.route(
        ["/service/tariff", "/service/tariff/<int:company_id>"],
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("tariff")
    def service_tariff(self, company_id=None, **kw):
        company = request.env.company.sudo()
        if company_id:
            company = company.browse(company_id).exists()
        if not company.aftersales_tariff_is_published:
            raise request.not_found()
        return request.render(
            "aftersales_service.service_tariff",
            {
                "tariff": company._get_published_tariff(),
                # The page says whose prices these are.
                "res_company": company,
            },
        )
