from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from ..models.complaint.aftersales_complaint_offer import REMEDIES
from .portal import CustomerPortal
from .public_form import PublicForm
from .rate_limit import rate_limited
from .unit_page import UnitPage

# What the form may say, and how long. Anything else that is sent is not looked at.
TEXTS = {
    "title": 120,
    "description": 5000,
    "reference": 100,
    "contact_name": 100,
    "phone": 40,
    "email": 200,
}


class ComplaintForm(PublicForm):
    """The form by which somebody complains: of nothing we know, of a unit whose code he
    scanned, or of an order of his."""

    model_name = "aftersales.complaint"
    texts = TEXTS
    choices = ("category_id", "remedy_sought")
    files_field = "photos"

    def __init__(self, company, subject: str, unit=None, order=None):
        super().__init__(company, subject, unit)
        self.order = order
        self.categories = self.model._get_page_categories(company)
        self.is_injury = False

    def _check(self, post: dict) -> None:
        self.is_injury = bool(post.get("is_injury"))
        if not self.typed["description"]:
            self.errors["description"] = request.env._("Please tell us what happened.")
        if not self._get_category():
            self.errors["category_id"] = request.env._(
                "Please choose what it is about."
            )
        if self.typed["remedy_sought"] not in ("", *dict(REMEDIES)):
            self.errors["remedy_sought"] = request.env._("Please choose from the list.")

    def _get_category(self):
        return self.categories.filtered(
            lambda category: str(category.id) == self.typed["category_id"]
        )

    def save(self):
        return self.model._complain_by_form(self.secret, self._prepare_vals, self.files)

    def _prepare_vals(self) -> dict:
        user = request.env.user
        typed = self.typed
        vals = {
            "company_id": self.company.id,
            "channel": "page",
            "title": typed["title"] or self.model._make_title(typed["description"]),
            "description": self._describe(),
            "category_id": self._get_category().id,
            "remedy_sought": typed["remedy_sought"] or False,
            "contact_name": typed["contact_name"],
            "contact_phone": typed["phone"],
            "contact_email": typed["email"],
            "lang": request.env.lang,
            # A visitor's word does not make him somebody: who he is, the desk finds.
            "partner_id": False,
        }
        if self.unit:
            # Who scans a unit need not be its customer.
            vals["equipment_id"] = self.unit.id
        if self.order:
            vals.update(order_id=self.order.id, partner_id=self.order.partner_id.id)
        if user.has_group("base.group_portal"):
            vals.update(
                channel="portal",
                partner_id=user.partner_id.commercial_partner_id.id,
            )
        if self.is_injury:
            criteria = request.env["aftersales.complaint.criterion"].sudo()
            hurt = criteria.search(
                [
                    ("is_injury", "=", True),
                    ("company_id", "in", (self.company.id, False)),
                ],
                limit=1,
            )
            vals["criterion_ids"] = [(6, 0, hurt.ids)]
        return vals

    def _describe(self) -> str:
        """What he wrote. An order or serial he names is his word, not a link: else
        somebody could complain in another customer's name."""
        description = self.typed["description"]
        if not self.typed["reference"]:
            return description
        named = request.env._(
            "Order or serial number: %(reference)s", reference=self.typed["reference"]
        )
        return f"{description}\n{named}"

    def get_values(self) -> dict:
        remedies = self.model._fields["remedy_sought"]
        return {
            **super().get_values(),
            "service_order": self.order,
            "categories": self.categories,
            "remedies": remedies._description_selection(request.env),
            "is_injury": self.is_injury,
        }


class ComplaintPage(UnitPage):
    """Complaints without a login: of a company, of the unit whose code was scanned."""

    @http.route(
        "/complaint", type="http", auth="public", website=True, methods=["GET", "POST"]
    )
    @rate_limited("complaint")
    def complaint_page(self, **post):
        form = ComplaintForm(request.env.company.sudo(), "page")
        return self._serve_complaint(form, "/complaint", post)

    @http.route(
        "/u/<string:token>/complaint",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("unit_complaint")
    def unit_complaint(self, token, **post):
        unit = request.env["aftersales.equipment"]._find_by_token(token)
        if not unit:
            return self._render_unknown()
        form = ComplaintForm(unit.company_id, f"unit {unit.id}", unit=unit)
        return self._serve_complaint(form, f"{unit._get_page_path()}/complaint", post)

    def _serve_complaint(self, form: ComplaintForm, path: str, post: dict):
        if request.httprequest.method == "POST":
            form.read_post(post)
            if not form.errors:
                complaint = form.save()
                return request.redirect(
                    complaint.get_portal_url(query_string="&created=1")
                )
        else:
            form.start()
        values = {**form.get_values(), "path": path}
        return self._hide(request.render("aftersales_service.complaint_page", values))


class OrderComplaint(CustomerPortal):
    """A customer complains of an order of his, from its page."""

    @http.route(
        "/my/service/<int:order_id>/complaint",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("order_complaint")
    def order_complaint(self, order_id, access_token=None, **post):
        try:
            order = self._get_service_order(order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        form = ComplaintForm(order.company_id, f"order {order.id}", order=order)
        path = f"/my/service/{order.id}/complaint"
        if access_token:
            path = f"{path}?access_token={access_token}"
        return ComplaintPage()._serve_complaint(form, path, post)
