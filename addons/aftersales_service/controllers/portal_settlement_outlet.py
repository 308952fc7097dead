from odoo.http import request

from .portal_outlet import OutletPortal


class SettlementOutletPortal(OutletPortal):
    """Settlements among what waits for an outlet."""

    def _prepare_outlet_counters(self, outlets) -> list[dict]:
        waiting = (
            request.env["aftersales.settlement"]
            .sudo()  # the visitor's outlets are chosen already
            .search_count([("outlet_id", "in", outlets.ids), ("state", "=", "sent")])
        )
        return [
            *super()._prepare_outlet_counters(outlets),
            {
                "label": request.env._("Settlements to Confirm"),
                "count": waiting,
                "url": "/my/settlements",
                "icon": "fa-money",
                "color": "success",
            },
        ]
