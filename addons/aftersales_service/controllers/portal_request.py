from odoo import http
from odoo.fields import Domain
from odoo.http import request

from .portal import CustomerPortal
from .uploads import EVIDENCE_TYPES, MAX_FILE_MB, MAX_FILES, PHOTO_TYPES, read_uploads

# What the form may say. Anything else that is sent along is not looked at.
TEXT_FIELDS = ("product", "serial", "description", "contact_name", "phone")
CHOICE_FIELDS = ("equipment_id", "type_id", "symptom_id")


class ServiceRequestPortal(CustomerPortal):
    """A customer reports a fault from his own pages."""

    @http.route(
        "/my/service/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_service_request(self, **post):
        choices = self._get_request_choices()
        if request.httprequest.method == "GET":
            return self._render_request_form(choices, self._get_first_values(post), {})
        typed = {name: (post.get(name) or "").strip() for name in TEXT_FIELDS}
        typed.update({name: post.get(name) or "" for name in CHOICE_FIELDS})
        order_type = self._get_choice(typed, choices, "type_id")
        photos, photo_error = read_uploads(
            "photos", EVIDENCE_TYPES if order_type.needs_evidence else PHOTO_TYPES
        )
        errors = self._check_request(typed, choices)
        if photo_error:
            errors["photos"] = photo_error
        elif order_type.needs_evidence and not photos:
            errors["photos"] = request.env._(
                "Please add the files we need: %(evidence)s",
                evidence=order_type.evidence_note or order_type.name,
            )
        if errors:
            if photos and "photos" not in errors:
                # A browser never fills in a file again.
                errors["photos"] = request.env._("Please choose your photos again.")
            return self._render_request_form(choices, typed, errors)
        order = self._create_service_order(
            self._prepare_request_vals(typed, choices), photos
        )
        return request.redirect(f"{order.access_url}?created=1")

    def _render_request_form(self, choices: dict, typed: dict, errors: dict):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "service_request",
            "choices": choices,
            "typed": typed,
            "errors": errors,
            "max_photos": MAX_FILES,
            "max_photo_mb": MAX_FILE_MB,
            "photo_types": ",".join(
                EVIDENCE_TYPES
                if any(choices["type_id"].mapped("needs_evidence"))
                else PHOTO_TYPES
            ),
            "tariff_url": request.env.company.sudo()._get_tariff_url(),
        }
        return request.render("aftersales_service.portal_service_request", values)

    def _get_first_values(self, query: dict) -> dict:
        """An empty form; a link may name the unit."""
        partner = request.env.user.partner_id
        typed = dict.fromkeys((*TEXT_FIELDS, *CHOICE_FIELDS), "")
        typed.update(
            contact_name=partner.name or "",
            phone=partner.phone or partner.commercial_partner_id.phone or "",
            equipment_id=query.get("equipment_id") or "",
        )
        return typed

    def _get_request_choices(self) -> dict:
        """What may be chosen, as the customer's own rights show it."""
        company = request.env.company
        customer = request.env.user.partner_id.commercial_partner_id
        shared = Domain("company_id", "in", (company.id, False))
        units = request.env["aftersales.equipment"].search(
            Domain("partner_id", "child_of", customer.id)
            & Domain("company_id", "=", company.id)
            & Domain("state", "=", "in_use")
        )
        return {
            # Names of products: customers cannot read products themselves.
            "equipment_id": units.sudo(),
            "type_id": request.env["aftersales.order.type"].search(shared),
            "symptom_id": request.env["aftersales.fault.code"].search(
                shared & Domain("kind", "=", "symptom")
            ),
        }

    # -- check --------------------------------------------------------------------

    def _check_request(self, typed: dict, choices: dict) -> dict[str, str]:
        """Messages by field; nothing is created while there is one."""
        required = {
            "type_id": request.env._("Please choose what you need."),
            "description": request.env._("Please tell us what is wrong."),
            "phone": request.env._("Please give a phone number we can call."),
        }
        errors = {name: text for name, text in required.items() if not typed[name]}
        wrong = {
            "equipment_id": request.env._("Please choose one of your units."),
            "type_id": required["type_id"],
            "symptom_id": request.env._("Please choose a symptom from the list."),
        }
        for name, text in wrong.items():
            if typed[name] and not self._get_choice(typed, choices, name):
                errors[name] = text
        if not typed["equipment_id"] and not typed["product"] and not typed["serial"]:
            errors["product"] = request.env._(
                "Please choose a unit, or tell us the product or its serial number."
            )
        return errors

    def _get_choice(self, typed: dict, choices: dict, name: str):
        """The chosen record, empty where it is not among those offered."""
        return choices[name].filtered(lambda record: str(record.id) == typed[name])

    # -- create -------------------------------------------------------------------

    def _prepare_request_vals(self, typed: dict, choices: dict) -> dict:
        user = request.env.user
        chosen = {
            name: self._get_choice(typed, choices, name).id for name in CHOICE_FIELDS
        }
        description = typed["description"]
        if typed["product"] and not chosen["equipment_id"]:
            product = request.env._("Product: %(product)s", product=typed["product"])
            description = f"{description}\n{product}"
        vals = {
            **chosen,
            "channel": "portal",
            "company_id": request.env.company.id,
            "partner_id": user.partner_id.commercial_partner_id.id,
            # The customer is not his own dispatcher.
            "user_id": False,
            "description": description,
            "contact_name": typed["contact_name"] or user.name,
            "phone": typed["phone"],
        }
        if not chosen["equipment_id"]:
            vals["serial"] = typed["serial"]
        return vals

    def _create_service_order(self, vals: dict, photos: list[tuple[str, bytes]]):
        """Create the order for the customer, who may not create any himself.

        ``vals`` come from `_prepare_request_vals` alone, so raised rights write
        nothing but what the form offers.
        """
        order = request.env["aftersales.order"].sudo().create(vals)
        order.message_subscribe(request.env.user.partner_id.ids)
        order._keep_files(photos)
        return order
