from datetime import date

from odoo import fields, http
from odoo.http import request

from .public_form import PublicForm
from .rate_limit import rate_limited
from .unit_page import UnitPage

# What the form may say, and how long. Anything else that is sent is not looked at.
TEXTS = {
    "product_name": 200,
    "serial": 100,
    "seller": 200,
    "invoice_number": 100,
    "purchase_date": 10,
    "price": 20,
    "contact_name": 100,
    "phone": 40,
    "email": 200,
    "address": 300,
}


class RegistrationForm(PublicForm):
    """The form by which somebody says that a product is his, on either page."""

    model_name = "aftersales.registration"
    texts = TEXTS
    files_field = "proofs"

    def _check(self, post: dict) -> None:
        required = {
            "contact_name": request.env._("Please tell us your name."),
            "invoice_number": request.env._("Please give the number of the invoice."),
            "purchase_date": request.env._("Please give the day you bought it on."),
            "seller": request.env._("Please tell us who sold it to you."),
        }
        if not self.unit:
            required["serial"] = request.env._(
                "Please give the serial number on the type plate."
            )
        self.errors |= {
            name: text for name, text in required.items() if not self.typed[name]
        }
        if self.typed["purchase_date"] and not self._get_purchase_date():
            self.errors["purchase_date"] = required["purchase_date"]
        if self.typed["price"] and self._get_price() is None:
            self.errors["price"] = request.env._("Please give the price as a number.")
        if not self.files:
            self.errors["proofs"] = request.env._(
                "Please add a photo or PDF of the invoice."
            )

    def _get_purchase_date(self) -> date | None:
        """The day; a day to come is the clerk's question, not a wrong day."""
        try:
            return date.fromisoformat(self.typed["purchase_date"])
        except ValueError:
            return None

    def _get_price(self) -> float | None:
        text = self.typed["price"].replace(" ", "").replace(",", "")
        whole, _dot, cents = text.partition(".")
        if not whole.isascii() or not whole.isdigit():
            return None
        return float(text) if not cents or cents.isdigit() else None

    def save(self) -> None:
        self.model._create_from_form(self.secret, self._prepare_vals, self.files)

    def _prepare_vals(self) -> dict:
        user = request.env.user
        texts = {
            name: self.typed[name]
            for name in TEXTS
            if name not in ("price", "purchase_date")
        }
        vals = {
            **texts,
            "company_id": self.company.id,
            "purchase_date": self._get_purchase_date(),
            "price": self._get_price() or 0.0,
            "channel": "qr" if self.unit else "portal",
            "lang": request.env.lang,
            # The form is not taken without it.
            "consented_at": fields.Datetime.now(),
        }
        if self.unit:
            vals.update(equipment_id=self.unit.id, serial=self.unit.serial)
        if user.has_group("base.group_portal"):
            vals["partner_id"] = user.partner_id.commercial_partner_id.id
        return vals


class UnitRegistration(UnitPage):
    """Registration from the code on the unit."""

    @http.route(
        "/u/<string:token>/register",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("unit_register")
    def unit_register(self, token, **post):
        unit = request.env["aftersales.equipment"]._find_by_token(token)
        if not unit:
            return self._render_unknown()
        form = RegistrationForm(unit.company_id, f"unit {unit.id}", unit)
        if request.httprequest.method == "POST":
            form.read_post(post)
            if not form.errors:
                form.save()
                return request.redirect(f"{unit._get_page_path()}?sent=registration")
        else:
            form.start()
        return self._render(
            "aftersales_service.unit_page_register", unit, form.get_values()
        )
