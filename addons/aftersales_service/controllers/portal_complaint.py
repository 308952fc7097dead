from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CustomerPortal
from .rate_limit import rate_limited
from .uploads import PROOF_TYPES, read_uploads

HISTORY = "my_complaints_history"
WORDS_LENGTH = 2000
# More than any case needs; a stranger with a link fills no disk.
MAX_PHOTOS = 30


class ComplaintPortal(CustomerPortal):
    """A complainant follows his complaint, and answers what he is offered."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "complaint_count" in counters:
            Complaint = request.env["aftersales.complaint"]
            values["complaint_count"] = (
                Complaint.search_count(self._get_complaint_domain())
                if Complaint.has_access("read")
                else 0
            )
        return values

    def _get_complaint_domain(self) -> Domain:
        return self._get_service_order_domain()

    @http.route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_complaints(self, page=1, **kw):
        Complaint = request.env["aftersales.complaint"]
        domain = self._get_complaint_domain()
        pager = portal_pager(
            url="/my/complaints",
            total=Complaint.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        complaints = Complaint.search(
            domain, limit=self._items_per_page, offset=max(pager["offset"], 0)
        )
        request.session[HISTORY] = complaints.ids[:100]
        return request.render(
            "aftersales_service.portal_my_complaints",
            {
                **self._prepare_portal_layout_values(),
                # Names of categories: a customer cannot read those themselves.
                "complaints": complaints.sudo(),
                "page_name": "complaint",
                "default_url": "/my/complaints",
                "pager": pager,
            },
        )

    def _get_complaint(self, complaint_id: int, access_token: str | None):
        """The complaint, with rights of its own that the token or the rules grant.

        :raise AccessError, MissingError: not this visitor's complaint, or none at all
        """
        complaint = self._document_check_access(
            "aftersales.complaint", complaint_id, access_token
        )
        # Language and time zone stay the visitor's, only the rights are raised.
        return complaint.with_user(request.env.user).sudo()

    @http.route(
        "/my/complaints/<int:complaint_id>", type="http", auth="public", website=True
    )
    @rate_limited("complaint_progress")
    def portal_my_complaint(self, complaint_id, access_token=None, **kw):
        try:
            complaint = self._get_complaint(complaint_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._render_complaint(complaint, access_token, **kw)

    def _render_complaint(self, complaint, access_token, error="", **kw):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "complaint",
            "complaint": complaint,
            "res_company": complaint.company_id,
            "steps": complaint._get_customer_steps(),
            "marks": complaint._fields["satisfaction"]._description_selection(
                request.env
            ),
            "error": error,
            "is_created": bool(kw.pop("created", None)),
            "is_answered": bool(kw.pop("answered", None)),
        }
        values = self._get_page_view_values(
            complaint, access_token, values, HISTORY, False, **kw
        )
        return request.render("aftersales_service.portal_my_complaint", values)

    @http.route(
        "/my/complaints/<int:complaint_id>/answer",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    @rate_limited("complaint_answer")
    def portal_complaint_answer(self, complaint_id, access_token=None, **post):
        """What the complainant says to it: one of the steps that are open to him."""
        try:
            complaint = self._get_complaint(complaint_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        step = post.get("step")
        words = (post.get("words") or "").strip()[:WORDS_LENGTH]
        try:
            if step not in complaint._get_customer_steps():
                raise UserError(request.env._("Your complaint has moved on since."))
            with request.env.cr.savepoint():
                if step == "judge":
                    complaint._customer_judge(post.get("satisfaction") or "", words)
                else:
                    getattr(complaint, f"_customer_{step}")(words)
        except UserError as error:
            return self._render_complaint(complaint, access_token, error=error.args[0])
        return request.redirect(complaint.get_portal_url(query_string="&answered=1"))

    @http.route(
        "/my/complaints/<int:complaint_id>/photos",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    @rate_limited("complaint_photos")
    def portal_complaint_photos(self, complaint_id, access_token=None, **post):
        try:
            complaint = self._get_complaint(complaint_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        files, error = read_uploads("photos", PROOF_TYPES)
        kept = request.env["ir.attachment"].sudo()
        count = kept.search_count(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        if not error and not files:
            error = request.env._("Please choose a file.")
        if not complaint.is_open:
            error = request.env._("This complaint is over already.")
        elif count + len(files) > MAX_PHOTOS:
            error = request.env._("There are enough files. Please call us.")
        if error:
            return self._render_complaint(complaint, access_token, error=error)
        complaint._keep_files(files)
        return request.redirect(complaint.get_portal_url(query_string="&answered=1"))
