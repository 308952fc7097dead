from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal
from .sheet import XLSX
from .uploads import EVIDENCE_TYPES, read_uploads

HISTORY = "my_settlements_history"
STATEMENT = "aftersales_service.action_report_settlement"


class SettlementPortal(CustomerPortal):
    """An outlet reads its months, disputes lines and confirms.

    There is no access by token: whose login is not of the outlet reads nothing.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "settlement_count" in counters:
            Settlement = request.env["aftersales.settlement"]
            values["settlement_count"] = (
                Settlement.search_count(Settlement._get_shown_domain())
                if Settlement.has_access("read")
                else 0
            )
        return values

    @http.route(
        ["/my/settlements", "/my/settlements/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_settlements(self, page=1, **kw):
        Settlement = request.env["aftersales.settlement"]
        if not Settlement.has_access("read"):
            return request.redirect("/my")
        domain = Settlement._get_shown_domain()
        pager = portal_pager(
            url="/my/settlements",
            total=Settlement.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        settlements = Settlement.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        request.session[HISTORY] = settlements.ids[:100]
        return request.render(
            "aftersales_service.portal_my_settlements",
            {
                **self._prepare_portal_layout_values(),
                # The name of the outlet: its people cannot read outlets themselves.
                "settlements": settlements.sudo(),
                "page_name": "settlement",
                "default_url": "/my/settlements",
                "pager": pager,
            },
        )

    def _get_settlement(self, settlement_id: int):
        """The settlement, if it was sent to an outlet of this user.

        :raise AccessError, MissingError: it is another's, or there is none
        """
        settlement = self._document_check_access(
            "aftersales.settlement", settlement_id, None
        )
        # Head office may look at what the outlet sees, not at drafts.
        settlement = request.env["aftersales.settlement"].browse(settlement.id)
        settlement.check_access("read")
        return settlement

    @http.route(
        "/my/settlements/<int:settlement_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_settlement(self, settlement_id, **kw):
        try:
            settlement = self._get_settlement(settlement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._render_settlement(settlement, **kw)

    def _render_settlement(self, settlement, error="", disputed=None, **kw):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "settlement",
            "settlement": settlement.sudo(),
            "res_company": settlement.sudo().company_id,
            "rows": settlement._get_statement_rows(),
            "totals": settlement._get_kind_totals(),
            "can_answer": settlement.sudo().state in ("sent", "disputed"),
            "can_confirm": settlement.sudo().state == "sent",
            "error": error,
            "is_disputed": bool(disputed),
            "is_confirmed": bool(kw.pop("confirmed", None)),
        }
        values = self._get_page_view_values(
            settlement.sudo(), None, values, HISTORY, False, **kw
        )
        return request.render("aftersales_service.portal_my_settlement", values)

    @http.route(
        "/my/settlements/<int:settlement_id>/confirm",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_settlement_confirm(self, settlement_id, **post):
        try:
            settlement = self._get_settlement(settlement_id)
            settlement.action_confirm()
        except (AccessError, MissingError):
            return request.redirect("/my")
        except UserError as error:
            return self._render_settlement(settlement, error=str(error))
        return request.redirect(f"/my/settlements/{settlement_id}?confirmed=1")

    @http.route(
        "/my/settlements/<int:settlement_id>/lines/<int:line_id>/dispute",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_settlement_dispute(self, settlement_id, line_id, **post):
        try:
            settlement = self._get_settlement(settlement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        line = request.env["aftersales.settlement.line"].search(
            [("id", "=", line_id), ("settlement_id", "=", settlement.id)]
        )
        if not line:
            return request.redirect(f"/my/settlements/{settlement_id}")
        files, error = read_uploads("evidence", EVIDENCE_TYPES)
        amount = self._read_amount(post.get("amount"))
        if not error and amount is False:
            error = request.env._("Please enter the amount as a number.")
        if not error:
            try:
                line._dispute(post.get("reason") or "", amount, files)
            except UserError as problem:
                error = str(problem)
        if error:
            return self._render_settlement(settlement, error=error)
        return request.redirect(f"/my/settlements/{settlement_id}?disputed=1")

    def _read_amount(self, text: str | None) -> float | bool | None:
        """A figure as typed; None where there is none, False where it is no figure."""
        if not (text or "").strip():
            return None
        try:
            return float(text.replace(",", "").strip())
        except ValueError:
            return False

    @http.route(
        "/my/settlements/<int:settlement_id>/statement",
        type="http",
        auth="user",
        website=True,
    )
    def portal_settlement_statement(self, settlement_id, **kw):
        try:
            settlement = self._get_settlement(settlement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            settlement.sudo(), "pdf", STATEMENT, download=bool(kw.get("download"))
        )

    @http.route(
        "/my/settlements/<int:settlement_id>/sheet",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_settlement_sheet(self, settlement_id, **kw):
        """The statement as a spreadsheet, for the outlet and for the office."""
        try:
            settlement = self._get_settlement(settlement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        name = f"{settlement._get_report_base_filename()}.xlsx"
        return request.make_response(
            settlement._get_sheet(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )
