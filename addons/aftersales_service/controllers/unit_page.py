from odoo import http
from odoo.fields import Domain
from odoo.http import request

from ..tools.phone import phone_key
from .rate_limit import rate_limited
from .uploads import MAX_FILE_MB, MAX_FILES, PHOTO_TYPES, read_uploads

# Forms that this phone sent, so that it finds its reports again.
COOKIE = "aftersales_reports"
COOKIE_DAYS = 365
COOKIE_SIZE = 20
REPORT_TEXTS = {"contact_name": 100, "phone": 40, "description": 5000}


class UnitPage(http.Controller):
    """What the code on a unit opens: its warranty, a report of a fault, its progress.

    Nobody is logged in here. A page shows the unit and never whose it is; a report
    shows its progress to the phone that sent it, or by its own link.
    """

    # -- the unit -----------------------------------------------------------------

    @http.route("/u/<string:token>", type="http", auth="public", website=True)
    @rate_limited("unit")
    def unit_page(self, token, sent=None, **kw):
        unit = request.env["aftersales.equipment"]._find_by_token(token)
        if not unit:
            return self._render_unknown()
        if url := self._get_staff_url(unit):
            return request.redirect(url)
        values = {
            "words": unit._get_public_words()[unit.id],
            "reports": self._get_own_reports(unit),
            "is_registration_sent": sent == "registration",
        }
        return self._render("aftersales_service.unit_page", unit, values)

    def _get_staff_url(self, unit) -> str:
        """Where our own people go: the unit's form, if they may see it."""
        user = request.env.user
        if not user._is_internal() or not unit.with_user(user).has_access("read"):
            return ""
        return f"/odoo/service-units/{unit.id}"

    def _render(self, template: str, unit, values: dict):
        page = {
            "unit": unit,
            "path": unit._get_page_path(),
            # The page says whose product this is.
            "res_company": unit.company_id,
            **values,
        }
        return self._hide(request.render(template, page))

    def _render_unknown(self):
        """One answer for codes that never were, that were revoked and whose unit is
        out of use: it tells nothing of any of them."""
        return self._hide(
            request.render("aftersales_service.unit_page_unknown", status=404)
        )

    def _hide(self, response):
        """The address is a secret: no search engine, cache or other site sees it."""
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    # -- a report and its progress --------------------------------------------------

    def _get_own_reports(self, unit):
        """Orders about this unit that this phone opened, newest first."""
        return request.env["aftersales.order"]._find_by_form(
            self._read_cookie(), Domain("equipment_id", "=", unit.id)
        )

    def _read_cookie(self) -> list[str]:
        kept = request.cookies.get(COOKIE) or ""
        return [secret for secret in kept.split(":") if secret][:COOKIE_SIZE]

    @http.route(
        "/u/<string:token>/report/<string:secret>",
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("unit_progress")
    def unit_progress(self, token, secret, sent=None, **kw):
        """The way of one report, like a parcel's."""
        unit = request.env["aftersales.equipment"]._find_by_token(token)
        order = request.env["aftersales.order"]._find_by_form(
            [secret], Domain("equipment_id", "=", unit.id)
        )
        if not unit or not order:
            return self._render_unknown()
        values = {
            "service_order": order,
            "timeline": order._get_timeline(),
            "is_created": bool(sent),
        }
        return self._render("aftersales_service.unit_page_progress", unit, values)

    @http.route(
        "/u/<string:token>/report",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("unit_report")
    def unit_report(self, token, **post):
        unit = request.env["aftersales.equipment"]._find_by_token(token)
        if not unit:
            return self._render_unknown()
        symptoms = self._get_symptoms(unit)
        if request.httprequest.method == "GET":
            return self._render_report(unit, symptoms, self._get_first_values(unit), {})
        typed = self._read_report(post)
        secret = self._read_secret(unit, post)
        photos, photo_error = read_uploads("photos", PHOTO_TYPES)
        errors = self._check_report(typed, symptoms)
        if photo_error:
            errors["photos"] = photo_error
        if not secret:
            errors["form_key"] = request.env._(
                "This form is too old. Please send it once more."
            )
        if errors:
            if photos and "photos" not in errors:
                # A browser never fills in a file again.
                errors["photos"] = request.env._("Please choose your photos again.")
            return self._render_report(unit, symptoms, typed, errors)
        Order = request.env["aftersales.order"].with_company(unit.company_id)
        symptom = symptoms.filtered(lambda code: str(code.id) == typed["symptom_id"])
        typed["symptom_id"] = symptom.id
        Order._create_from_form(
            secret, lambda: Order._prepare_unit_report_vals(unit, typed), photos
        )
        return self._remember(
            secret, request.redirect(f"{unit._get_page_path()}/report/{secret}?sent=1")
        )

    def _get_symptoms(self, unit):
        Code = request.env["aftersales.fault.code"].sudo()  # visitors have no rights
        return Code.search(request.env["aftersales.order"]._get_symptom_domain(unit))

    def _get_first_values(self, unit) -> dict:
        typed = dict.fromkeys((*REPORT_TEXTS, "symptom_id"), "")
        user = request.env.user
        if not user._is_public():
            partner = user.partner_id
            typed.update(contact_name=partner.name or "", phone=partner.phone or "")
        return typed

    def _read_report(self, post: dict) -> dict[str, str]:
        """What the form may say, no longer than it may be; nothing else is read."""
        typed = {
            name: (post.get(name) or "").strip()[:length]
            for name, length in REPORT_TEXTS.items()
        }
        return {**typed, "symptom_id": post.get("symptom_id") or ""}

    def _read_secret(self, unit, post: dict) -> str:
        Order = request.env["aftersales.order"]
        return Order._read_form_key(post.get("form_key"), f"unit {unit.id}")

    def _check_report(self, typed: dict, symptoms) -> dict[str, str]:
        """Messages by field; nothing is created while there is one."""
        errors = {}
        if not typed["description"]:
            errors["description"] = request.env._("Please tell us what is wrong.")
        if not phone_key(typed["phone"]):
            errors["phone"] = request.env._("Please give a phone number we can call.")
        known = {"", *(str(code.id) for code in symptoms)}
        if typed["symptom_id"] not in known:
            errors["symptom_id"] = request.env._(
                "Please choose a symptom from the list."
            )
        return errors

    def _render_report(self, unit, symptoms, typed: dict, errors: dict):
        Order = request.env["aftersales.order"]
        values = {
            "choices": {"symptom_id": symptoms},
            "typed": typed,
            "errors": errors,
            "form_key": Order._new_form_key(f"unit {unit.id}"),
            "max_files": MAX_FILES,
            "max_file_mb": MAX_FILE_MB,
            "file_types": ",".join(PHOTO_TYPES),
            "tariff_url": unit.company_id._get_tariff_url(),
        }
        return self._render("aftersales_service.unit_page_report", unit, values)

    def _remember(self, secret: str, response):
        """Let this phone find its report again when it scans the code once more."""
        kept = [old for old in self._read_cookie() if old != secret]
        response.set_cookie(
            COOKIE,
            ":".join([secret, *kept][:COOKIE_SIZE]),
            max_age=COOKIE_DAYS * 24 * 3600,
            httponly=True,
            secure=request.httprequest.is_secure,
            samesite="Lax",
        )
        return response
