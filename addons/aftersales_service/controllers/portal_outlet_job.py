from datetime import datetime

import pytz

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_outlet import OutletPortal
from .uploads import MAX_FILE_MB, MAX_FILES, PHOTO_TYPES

SLIP = "aftersales_service.action_report_dispatch_slip"
RECEIPT = "aftersales_service.action_report_equipment_receipt"


class OutletJobPortal(OutletPortal):
    """One job of an outlet, and what it decides of it."""

    @http.route(
        "/my/outlet/jobs/<int:order_id>", type="http", auth="user", website=True
    )
    def portal_outlet_job(self, order_id, **kw):
        return self._render_job(self._find_job(order_id))

    def _render_job(self, order, error: str = "", typed: dict | None = None):
        visits = order._get_outlet_visits()
        visit = order._get_outlet_visit()
        steps = order._get_outlet_steps()
        values = self._prepare_outlet_values(
            "jobs",
            order.name,
            job=order,
            is_open=order.is_open,
            steps=steps,
            visits=visits,
            visit=visit,
            timeline=order._get_timeline(),
            promises=order._get_customer_promises(),
            price=order._get_price_to_confirm() if "record" in steps else {},
            technicians=order.outlet_id.technician_ids,
            codes=visit._get_outlet_codes() if visit else visit,
            answers=visit._get_asked_answers() if visit else visit,
            stock=visit._get_van_stock(visit._get_van_location()) if visit else [],
            has_stock=bool(order.outlet_id._get_stock_location()),
            photos=self._get_photos(visits),
            local=self._format_local,
            new_key=self._new_key,
            error=error,
            typed=typed or {},
            max_files=MAX_FILES,
            max_file_mb=MAX_FILE_MB,
            photo_types=",".join(PHOTO_TYPES),
        )
        return request.render("aftersales_service.portal_outlet_job", values)

    def _get_photos(self, visits):
        """Photos with a token each: the visitor has no rights on files."""
        photos = visits.photo_before_ids | visits.photo_after_ids
        photos.generate_access_token()
        return photos

    # -- time on the outlet's clock -------------------------------------------------

    def _get_zone(self):
        return pytz.timezone(self._get_outlets()[:1]._get_tz())

    def _format_local(self, moment) -> str:
        """A moment as the browser's field for date and time takes it."""
        if not moment:
            return ""
        local = pytz.utc.localize(moment).astimezone(self._get_zone())
        return local.strftime("%Y-%m-%dT%H:%M")

    def _read_local(self, text: str | None) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text or "").replace(tzinfo=None)
        except ValueError:
            return None
        local = self._get_zone().localize(moment)
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    # -- steps ----------------------------------------------------------------------

    @http.route(
        "/my/outlet/jobs/<int:order_id>/<any(accept,reject,appoint,unit,price,wait,"
        "resume,help):step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_outlet_job_step(self, order_id, step, **post):
        order = self._find_job(order_id)
        outlet = order.outlet_id
        error = self._run_once(
            step, order, outlet, post, lambda: self._take_job_step(order, step, post)
        )
        if error:
            return self._render_job(order, error, post)
        if step == "reject":
            return request.redirect("/my/outlet/jobs?filterby=new")
        return request.redirect(f"/my/outlet/jobs/{order.id}")

    def _take_job_step(self, order, step: str, post: dict) -> None:
        match step:
            case "accept":
                order._outlet_accept()
            case "reject":
                order._outlet_reject(post.get("reason"))
            case "appoint":
                self._appoint(order, post)
            case "unit":
                order._outlet_name_unit(post.get("serial"))
            case "wait":
                order._outlet_wait(post.get("waiting_reason"))
            case "resume":
                order._outlet_resume()
            case "help":
                order._outlet_ask_help(post.get("note"))
            case "price":
                order._check_outlet_step("record")
                order._confirm_price(post.get("name"))

    def _appoint(self, order, post: dict) -> None:
        chosen = set(request.httprequest.form.getlist("technician_ids"))
        technicians = order.outlet_id.technician_ids.filtered(
            lambda technician: str(technician.id) in chosen
        )
        if len(technicians) < len(chosen):
            raise UserError(
                request.env._(
                    "Choose technicians of %(outlet)s.",
                    outlet=order.outlet_id.display_name,
                )
            )
        order._outlet_appoint(
            self._read_local(post.get("start")),
            self._read_local(post.get("end")),
            technicians,
        )

    # -- papers ---------------------------------------------------------------------

    def _get_paper_visits(self, order_id: int):
        """Visits whose papers are given out: they name the customer's phone, which is
        nothing for the outlet any more once the job is closed."""
        order = self._find_job(order_id)
        return order.filtered("is_open").dispatch_ids & order._get_outlet_visits()

    @http.route(
        "/my/outlet/jobs/<int:order_id>/slip/<int:visit_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_outlet_slip(self, order_id, visit_id, **kw):
        visits = self._get_paper_visits(order_id)
        visit = visits.filtered(lambda visit: visit.id == visit_id)
        if not visit:
            raise request.not_found()
        return self._show_report(visit, "pdf", SLIP, download=bool(kw.get("download")))

    @http.route(
        "/my/outlet/jobs/<int:order_id>/receipt/<int:receipt_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_outlet_receipt(self, order_id, receipt_id, **kw):
        receipts = self._get_paper_visits(order_id).receipt_ids
        receipt = receipts.filtered(lambda receipt: receipt.id == receipt_id)
        if not receipt:
            raise request.not_found()
        return self._show_report(
            receipt, "pdf", RECEIPT, download=bool(kw.get("download"))
        )
