from datetime import datetime, time, timedelta

import pytz
from werkzeug.exceptions import Forbidden

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.http import request

from .portal import CustomerPortal

GROUP = "aftersales_service.group_portal_outlet"


class OutletPortal(CustomerPortal):
    """An outlet's own pages: what waits for it, its jobs.

    Nothing is read or written with the user's own rights but through
    ``_get_outlets``, ``_find_job`` and the order's own checks. Other parts add cards by
    ``_prepare_outlet_counters`` and entries to the template ``portal_outlet_nav``.
    """

    # -- who is here ----------------------------------------------------------------

    def _get_outlets(self):
        """The visitor's outlets; whoever has none does not learn that there are pages.

        :raise NotFound: not a portal user of an outlet
        """
        user = request.env.user
        outlets = user.has_group(GROUP) and user._get_outlets()
        if not outlets:
            raise request.not_found()
        return outlets

    def _get_chosen_outlets(self):
        """All of them, or the one that was chosen on the pages before."""
        outlets = self._get_outlets()
        chosen = request.session.get("aftersales_outlet")
        return outlets.filtered(lambda outlet: outlet.id == chosen) or outlets

    @http.route("/my/outlet/choose", type="http", auth="user", website=True)
    def portal_outlet_choose(self, outlet="", **kw):
        """Work with one outlet; with all again where none is named."""
        mine = self._get_outlets().filtered(lambda each: str(each.id) == outlet)
        request.session["aftersales_outlet"] = mine.id
        return request.redirect("/my/outlet")

    def _get_order_model(self):
        """Orders with raised rights; who acts stays the visitor."""
        return request.env["aftersales.order"].sudo()

    def _find_job(self, order_id: int):
        """:raise NotFound: no such order, or one the visitor's outlets do not see"""
        domain = self._get_outlets()._get_portal_domain()
        order = self._get_order_model().search(domain & Domain("id", "=", order_id))
        if not order:
            raise request.not_found()
        return order.with_company(order.company_id)

    def _prepare_outlet_values(self, page: str, title: str, **values) -> dict:
        """What every page of the outlet shows.

        :param page: entry of the navigation that is marked
        """
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "outlet",
            "outlet_page": page,
            "outlet_title": title,
            "outlets": self._get_outlets(),
            "chosen_outlets": self._get_chosen_outlets(),
            "now": fields.Datetime.now(),
            **values,
        }

    # -- forms ----------------------------------------------------------------------

    def _new_key(self, step: str, record) -> str:
        return request.env["aftersales.outlet.entry"]._new_key(step, record)

    def _run_once(self, step: str, record, outlet, post: dict, action) -> str:
        """Do what a form asks for, once however often it is sent.

        :return: what is wrong, in words; nothing is written then
        :raise Forbidden: not for this visitor
        """
        Entry = request.env["aftersales.outlet.entry"]
        secret = Entry._read_key(post.get("form_key"), step, record)
        if not secret:
            return request.env._("This form is too old. Please send it once more.")
        order = record if record._name == "aftersales.order" else None
        if record._name == "aftersales.dispatch":
            order = record.order_id
        try:
            with request.env.cr.savepoint():
                if Entry._take(secret, step, outlet, order):
                    action()
        except AccessError as error:
            raise Forbidden() from error
        except UserError as error:
            return str(error)
        return ""

    # -- customer's pages -----------------------------------------------------------

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        user = request.env.user
        if "outlet_job_count" in counters:
            values["outlet_job_count"] = (
                self._get_order_model().search_count(
                    user._get_outlets()._get_portal_domain() & self._get_open_domain()
                )
                if user.has_group(GROUP)
                else 0
            )
        return values

    def _get_service_order_domain(self) -> Domain:
        """What an outlet serves is on its own pages, not among what it ordered."""
        return super()._get_service_order_domain() & self._get_own_customer_domain()

    def _get_own_customer_domain(self) -> Domain:
        user = request.env.user
        if not user.has_group(GROUP):
            return Domain.TRUE
        return Domain("partner_id", "child_of", user.commercial_partner_id.id)

    def _get_service_order(self, order_id, access_token):
        order = super()._get_service_order(order_id, access_token)
        if not access_token and not order.filtered_domain(
            self._get_own_customer_domain()
        ):
            raise AccessError(request.env._("This is the customer's own page."))
        return order

    # -- what waits -----------------------------------------------------------------

    def _get_open_domain(self) -> Domain:
        return Domain("is_open", "=", True)

    def _get_day_bounds(self) -> tuple[datetime, datetime]:
        """Today as the visitor's clock counts it, in UTC, naive."""
        zone = pytz.timezone(self._get_outlets()[:1]._get_tz())
        today = datetime.now(zone).date()
        start, end = (
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (today, today + timedelta(days=1))
        )
        return start, end

    def _get_job_filters(self) -> dict:
        """Filters of the job list by key, each with its words and domain."""
        start, end = self._get_day_bounds()
        Order = request.env["aftersales.order"]
        open_ = self._get_open_domain()
        today = (
            Domain("scheduled_start", ">=", start)
            & Domain("scheduled_start", "<", end)
            & Domain("state", "!=", "cancelled")
        )
        return {
            "open": {"label": request.env._("Open"), "domain": open_},
            "new": {
                "label": request.env._("New"),
                "domain": Order._get_unanswered_domain(),
            },
            "today": {
                "label": request.env._("Today"),
                "domain": open_ & Domain("dispatch_ids", "any", today),
            },
            "late": {
                "label": request.env._("Late"),
                "domain": open_ & Domain("sla_deadline", "<", fields.Datetime.now()),
            },
            "parts": {
                "label": request.env._("Waiting for Parts"),
                "domain": Domain("state", "=", "waiting")
                & Domain("waiting_reason", "=", "parts"),
            },
            "closed": {"label": request.env._("Closed"), "domain": ~open_},
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
        }

    def _prepare_outlet_counters(self, outlets) -> list[dict]:
        """Cards of the first page: ``label``, ``count``, ``url``, ``icon``, ``color``.

        Other parts call super and add theirs.
        """
        looks = {
            "new": ("fa-bell-o", "primary"),
            "late": ("fa-clock-o", "danger"),
            "today": ("fa-calendar-o", "info"),
            "parts": ("fa-cogs", "warning"),
            "open": ("fa-wrench", "secondary"),
        }
        filters = self._get_job_filters()
        Order, seen = self._get_order_model(), outlets._get_portal_domain()
        return [
            {
                "label": filters[key]["label"],
                "count": Order.search_count(seen & filters[key]["domain"]),
                "url": f"/my/outlet/jobs?filterby={key}",
                "icon": icon,
                "color": color,
            }
            for key, (icon, color) in looks.items()
        ]

    @http.route("/my/outlet", type="http", auth="user", website=True)
    def portal_outlet(self, **kw):
        outlets = self._get_chosen_outlets()
        waiting = self._get_order_model().search(
            outlets._get_portal_domain()
            & request.env["aftersales.order"]._get_unanswered_domain(),
            order="outlet_answer_due_at, id",
            limit=10,
        )
        values = self._prepare_outlet_values(
            "home",
            request.env._("Overview"),
            counters=self._prepare_outlet_counters(outlets),
            new_jobs=waiting,
        )
        return request.render("aftersales_service.portal_outlet", values)
