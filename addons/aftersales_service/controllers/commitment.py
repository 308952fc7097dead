from odoo import http
from odoo.http import content_disposition, request

from .rate_limit import rate_limited


class CommitmentController(http.Controller):
    """Concept, commitments and targets: anyone may hold the company to them (R020)."""

    @http.route(
        ["/aftersales/commitments", "/aftersales/commitments/<int:company_id>"],
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("commitments")
    def commitments(self, company_id=None, **kw):
        company = self._get_company(company_id)
        return request.render(
            "aftersales_service.commitments_page",
            {
                "commitments": company._get_published_commitments(),
                # The page says whose promises these are.
                "res_company": company,
            },
        )

    @http.route(
        "/aftersales/commitments/<int:company_id>.pdf",
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("commitments_pdf")
    def commitments_pdf(self, company_id, **kw):
        """The same to hang up or to give along."""
        company = self._get_company(company_id)
        if not company._get_published_commitments():
            raise request.not_found()
        content, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(
                "aftersales_service.action_report_commitments", company.ids
            )
        )
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition("commitments.pdf")),
            ],
        )

    def _get_company(self, company_id: int | None):
        """A company that promises something in public, the visitor's own by default."""
        company = request.env.company.sudo()
        if company_id:
            company = company.browse(company_id).exists()
            if not company or not company._get_published_commitments():
                raise request.not_found()
        return company
