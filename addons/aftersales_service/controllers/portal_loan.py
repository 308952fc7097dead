from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from .portal import CustomerPortal


class LoanPortal(CustomerPortal):
    """The customer's copy of a loan slip."""

    @http.route(
        "/my/service/<int:order_id>/loan/<int:loan_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_service_loan(self, order_id, loan_id, access_token=None, **kw):
        """The slip of a unit that was lent on this very order."""
        try:
            order = self._get_service_order(order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        loan = order._get_customer_loans().filtered(lambda loan: loan.id == loan_id)
        if not loan:
            return request.redirect(order.access_url)
        return self._show_report(
            loan,
            "pdf",
            "aftersales_service.action_report_loan_slip",
            download=bool(kw.get("download")),
        )
