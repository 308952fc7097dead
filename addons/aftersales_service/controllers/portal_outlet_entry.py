from odoo import http
from odoo.fields import Domain
from odoo.http import request

from ..tools.outlet_portal import wanting_words
from ..tools.phone import phone_key
from .portal_outlet import OutletPortal
from .uploads import MAX_FILE_MB, MAX_FILES, PHOTO_TYPES, read_uploads

# What the form of a new order may say, and how long.
ORDER_WORDS = {
    "phone": 40,
    "contact_name": 100,
    "street": 200,
    "city": 60,
    "zip": 20,
    "serial": 60,
    "description": 5000,
}
ORDER_NEEDS = ("phone", "contact_name", "city", "description")


class OutletEntryPortal(OutletPortal):
    """What an outlet tells head office: orders of its customers, its people; and what
    lies in its stock."""

    # -- new order ------------------------------------------------------------------

    @http.route(
        "/my/outlet/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_outlet_new(self, **post):
        outlets = self._get_chosen_outlets().filtered(lambda o: o.state == "active")
        if not outlets:
            raise request.not_found()
        choices = self._get_order_choices(outlets)
        if request.httprequest.method == "GET":
            return self._render_new(
                outlets, choices, dict.fromkeys(ORDER_WORDS, ""), {}
            )
        typed = {
            name: (post.get(name) or "").strip()[:length]
            for name, length in ORDER_WORDS.items()
        }
        chosen = {
            name: records.filtered(lambda r, name=name: str(r.id) == post.get(name))
            for name, records in choices.items()
        }
        outlet = chosen["outlet_id"] or (outlets if len(outlets) == 1 else outlets[:0])
        errors = self._check_new(typed, chosen, outlet)
        photos, photo_error = read_uploads("photos", PHOTO_TYPES)
        if photo_error:
            errors["photos"] = photo_error
        Order = self._get_order_model().with_company(outlet.company_id)
        secret = Order._read_form_key(post.get("form_key"), self._get_subject())
        if not secret:
            errors["form_key"] = request.env._(
                "This form is too old. Please send it once more."
            )
        ids = {name: chosen[name].id for name in ("type_id", "symptom_id")}
        if errors:
            kept = {**typed, **ids, "outlet_id": outlet.id}
            return self._render_new(outlets, choices, kept, errors)
        Order._create_for_outlet(secret, outlet, {**typed, **ids}, photos)
        order = Order._find_by_form([secret], outlet._get_portal_domain())
        return request.redirect(f"/my/outlet/jobs/{order.id}")

    def _get_subject(self) -> str:
        return f"outlet order {request.env.uid}"

    def _get_order_choices(self, outlets) -> dict:
        shared = Domain("company_id", "in", (*outlets.company_id.ids, False))
        types = request.env["aftersales.order.type"].sudo().search(shared)
        codes = request.env["aftersales.fault.code"].sudo()
        served = outlets.order_type_ids
        return {
            "outlet_id": outlets,
            "type_id": types & served if served else types,
            "symptom_id": codes.search(shared & Domain("kind", "=", "symptom")),
        }

    def _check_new(self, typed: dict, chosen: dict, outlet) -> dict[str, str]:
        """Messages by field; nothing is created while there is one."""
        words = {
            "phone": request.env._("Fill in the customer's phone number."),
            "contact_name": request.env._("Fill in the customer's name."),
            "city": request.env._("Fill in the city of the visit."),
            "description": request.env._("Fill in what is wrong."),
        }
        errors = {name: words[name] for name in wanting_words(typed, ORDER_NEEDS)}
        if not phone_key(typed["phone"]):
            errors["phone"] = words["phone"]
        if not outlet:
            errors["outlet_id"] = request.env._("Choose the outlet that does the job.")
        if not chosen["type_id"]:
            errors["type_id"] = request.env._("Choose what the customer needs.")
        return errors

    def _render_new(self, outlets, choices: dict, typed: dict, errors: dict):
        values = self._prepare_outlet_values(
            "new",
            request.env._("New Order"),
            choices=choices,
            typed=typed,
            errors=errors,
            form_key=self._get_order_model()._new_form_key(self._get_subject()),
            active_outlets=outlets,
            max_files=MAX_FILES,
            max_file_mb=MAX_FILE_MB,
            photo_types=",".join(PHOTO_TYPES),
        )
        return request.render("aftersales_service.portal_outlet_new", values)

    # -- technicians ----------------------------------------------------------------

    @http.route("/my/outlet/technicians", type="http", auth="user", website=True)
    def portal_outlet_technicians(self, sent=None, **kw):
        return self._render_technicians(is_sent=bool(sent))

    def _render_technicians(self, **values):
        outlets = self._get_chosen_outlets()
        requests = request.env["aftersales.technician.request"].sudo()
        values = self._prepare_outlet_values(
            "technicians",
            request.env._("Technicians"),
            requests=requests.search([("outlet_id", "in", outlets.ids)], limit=20),
            new_key=self._new_key,
            **{"error": "", "is_sent": False, "typed": {}, **values},
        )
        return request.render("aftersales_service.portal_outlet_technicians", values)

    @http.route(
        "/my/outlet/technicians/<int:outlet_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_outlet_technician_request(self, outlet_id, **post):
        outlet = self._get_outlets().filtered(lambda each: each.id == outlet_id)
        if not outlet or outlet.state != "active":
            raise request.not_found()
        leaver = outlet.technician_ids.filtered(
            lambda employee: str(employee.id) == post.get("employee_id")
        )
        name = (post.get("name") or "").strip()[:100]
        if post.get("employee_id") and not leaver:
            raise request.not_found()
        if not leaver and not name:
            error = request.env._("Fill in the technician's name.")
            return self._render_technicians(error=error, typed=post)
        vals = {
            "outlet_id": outlet.id,
            "kind": "leave" if leaver else "join",
            "employee_id": leaver.id,
            "name": leaver.name or name,
            "phone": (post.get("phone") or "").strip()[:40],
            "note": (post.get("note") or "").strip()[:2000],
        }
        Request = request.env["aftersales.technician.request"].sudo()
        error = self._run_once(
            "technician",
            leaver or outlet,
            outlet,
            post,
            lambda: Request.create(vals)._notify_manager(),
        )
        if error:
            return self._render_technicians(error=error, typed=post)
        return request.redirect("/my/outlet/technicians?sent=1")

    # -- parts ----------------------------------------------------------------------

    @http.route("/my/outlet/parts", type="http", auth="user", website=True)
    def portal_outlet_parts(self, search="", **kw):
        Dispatch = request.env["aftersales.dispatch"].sudo()
        words = (search or "").strip().lower()
        stocks = [
            (
                outlet,
                [
                    row
                    for row in Dispatch._get_van_stock(outlet._get_stock_location())
                    if words in f"{row['name']} {row['barcode']} {row['lot']}".lower()
                ],
            )
            for outlet in self._get_chosen_outlets()
        ]
        values = self._prepare_outlet_values(
            "parts", request.env._("Spare Parts"), stocks=stocks, search=search
        )
        return request.render("aftersales_service.portal_outlet_parts", values)
