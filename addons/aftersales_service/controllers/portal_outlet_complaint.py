from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_outlet import OutletPortal


class OutletComplaintPortal(OutletPortal):
    """Complaints that concern an outlet: it reads them and says what it has to say."""

    def _get_complaint_model(self):
        """Complaints with raised rights; who acts stays the visitor."""
        return request.env["aftersales.complaint"].sudo()

    def _get_outlet_complaint_domain(self, outlets) -> Domain:
        return request.env["aftersales.complaint"]._get_outlet_domain(outlets)

    def _find_complaint(self, complaint_id: int):
        """:raise NotFound: no such complaint, or none that concerns the outlets"""
        domain = self._get_outlet_complaint_domain(self._get_outlets())
        found = self._get_complaint_model().search(
            domain & Domain("id", "=", complaint_id)
        )
        if not found:
            raise request.not_found()
        return found

    def _prepare_outlet_counters(self, outlets) -> list[dict]:
        Complaint = self._get_complaint_model()
        waiting = self._get_outlet_complaint_domain(outlets)
        return [
            *super()._prepare_outlet_counters(outlets),
            {
                "label": request.env._("Complaints to Answer"),
                "count": Complaint.search_count(
                    waiting & Complaint._get_unanswered_domain()
                ),
                "url": "/my/outlet/complaints",
                "icon": "fa-bullhorn",
                "color": "warning",
            },
        ]

    @http.route(
        ["/my/outlet/complaints", "/my/outlet/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_outlet_complaints(self, page=1, **kw):
        Complaint = self._get_complaint_model()
        domain = self._get_outlet_complaint_domain(self._get_chosen_outlets())
        pager = portal_pager(
            url="/my/outlet/complaints",
            total=Complaint.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        complaints = Complaint.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        return request.render(
            "aftersales_service.portal_outlet_complaints",
            self._prepare_outlet_values(
                "complaints",
                request.env._("Complaints"),
                complaints=complaints,
                pager=pager,
            ),
        )

    @http.route(
        "/my/outlet/complaints/<int:complaint_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_outlet_complaint(self, complaint_id, error="", **kw):
        complaint = self._find_complaint(complaint_id)
        return request.render(
            "aftersales_service.portal_outlet_complaint",
            self._prepare_outlet_values(
                "complaints",
                complaint.name,
                complaint=complaint,
                form_key=self._new_key("complaint", complaint),
                error=error,
            ),
        )

    @http.route(
        "/my/outlet/complaints/<int:complaint_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_outlet_complaint_answer(self, complaint_id, statement="", **post):
        complaint = self._find_complaint(complaint_id)
        error = self._run_once(
            "complaint",
            complaint,
            complaint.outlet_id,
            post,
            lambda: complaint.sudo(False)._outlet_answer(statement),
        )
        if error:
            return self.portal_outlet_complaint(complaint_id, error=error)
        return request.redirect(f"/my/outlet/complaints/{complaint.id}")
