from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_outlet import OutletPortal


class OutletListPortal(OutletPortal):
    """The jobs of an outlet, to look through."""

    def _get_job_sortings(self) -> dict:
        return {
            "promise": {
                "label": request.env._("Promise"),
                "order": "sla_deadline, id desc",
            },
            "date": {
                "label": request.env._("Newest"),
                "order": "received_at desc, id desc",
            },
            "name": {"label": request.env._("Number"), "order": "name, id"},
        }

    def _get_job_search_domain(self, search: str | None) -> Domain:
        """Numbers, serials and customers; of what is over, a customer is not found
        by his phone any more."""
        if not search:
            return Domain.TRUE
        words = Domain.OR(
            Domain(name, "ilike", search)
            for name in ("name", "serial", "partner_id.name")
        )
        by_phone = Domain("phone", "ilike", search) & self._get_open_domain()
        return words | by_phone

    @http.route(
        ["/my/outlet/jobs", "/my/outlet/jobs/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_outlet_jobs(
        self, page=1, sortby="promise", filterby="open", search=None, **kw
    ):
        outlets = self._get_chosen_outlets()
        filters, sortings = self._get_job_filters(), self._get_job_sortings()
        filterby = filterby if filterby in filters else "open"
        sortby = sortby if sortby in sortings else "promise"
        domain = (
            outlets._get_portal_domain()
            & filters[filterby]["domain"]
            & self._get_job_search_domain(search)
        )
        Order = self._get_order_model()
        args = {"sortby": sortby, "filterby": filterby, "search": search or ""}
        pager = portal_pager(
            url="/my/outlet/jobs",
            url_args=args,
            total=Order.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        jobs = Order.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=max(pager["offset"], 0),
        )
        values = self._prepare_outlet_values(
            "jobs",
            request.env._("Jobs"),
            **args,
            jobs=jobs,
            pager=pager,
            default_url="/my/outlet/jobs",
            searchbar_filters=filters,
            searchbar_sortings=sortings,
            searchbar_inputs={
                "all": {
                    "input": "all",
                    "label": request.env._("Search Number, Serial or Customer"),
                }
            },
            search_in="all",
        )
        return request.render("aftersales_service.portal_outlet_jobs", values)
