from datetime import date

from odoo import fields, http
from odoo.http import request

from ..tools.phone import phone_key
from .rate_limit import rate_limited
from .unit_page import UnitPage
from .uploads import MAX_FILE_MB, MAX_FILES, PROOF_TYPES, read_uploads

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


class RegistrationForm:
    """The form by which somebody says that a product is his, on either page."""

    def __init__(self, company, subject: str, unit=None):
        """:param subject: whose form this is: a unit's page, or a customer's"""
        self.company = company
        self.subject = subject
        self.unit = unit
        self.model = request.env["aftersales.registration"].with_company(company)
        self.typed = dict.fromkeys(TEXTS, "")
        self.errors: dict[str, str] = {}
        self.secret = ""
        self.files: list = []

    def start(self) -> None:
        """An empty form, with what we know of who is logged in."""
        user = request.env.user
        if not user._is_public():
            partner = user.partner_id
            self.typed.update(
                contact_name=partner.name or "",
                phone=partner.phone or "",
                email=partner.email or "",
            )

    def read_post(self, post: dict) -> None:
        self.typed = {
            name: (post.get(name) or "").strip()[:length]
            for name, length in TEXTS.items()
        }
        self.secret = self.model._read_form_key(post.get("form_key"), self.subject)
        self.files, file_error = read_uploads("proofs", PROOF_TYPES)
        self._check(bool(post.get("has_consent")))
        if file_error:
            self.errors["proofs"] = file_error
        elif not self.files:
            self.errors["proofs"] = request.env._(
                "Please add a photo or PDF of the invoice."
            )
        elif self.errors:
            # A browser never fills in a file again.
            self.errors["proofs"] = request.env._("Please choose your files again.")

    def _check(self, has_consent) -> None:
        """Messages by field; nothing is created while there is one."""
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
        if not phone_key(self.typed["phone"]) and "@" not in self.typed["email"]:
            self.errors["phone"] = request.env._(
                "Please give a phone number or an e-mail address for our answer."
            )
        if not has_consent:
            self.errors["has_consent"] = request.env._(
                "Without your consent we may not keep your data."
            )
        if not self.secret:
            self.errors["form_key"] = request.env._(
                "This form is too old. Please send it once more."
            )
        if self.typed["purchase_date"] and not self._get_purchase_date():
            self.errors["purchase_date"] = required["purchase_date"]
        if self.typed["price"] and self._get_price() is None:
            self.errors["price"] = request.env._("Please give the price as a number.")

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

    def get_values(self) -> dict:
        """What the page shows."""
        return {
            "unit": self.unit,
            "typed": self.typed,
            "errors": self.errors,
            "form_key": self.model._new_form_key(self.subject),
            "max_files": MAX_FILES,
            "max_file_mb": MAX_FILE_MB,
            "file_types": ",".join(PROOF_TYPES),
            "res_company": self.company,
        }


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
