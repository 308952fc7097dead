from odoo import models

from odoo.addons.aftersales_service.tools.assignment import Bar

from ...tools import calibration


class AftersalesOrder(models.Model):
    """Whoever has no fit tool that the work requires is not proposed for it."""

    _inherit = "aftersales.order"

    def _get_work_bars(self, employees) -> dict[int, list[Bar]]:
        """What each technician and the order's outlet lack, for the work that needs it.

        Queries flat in the number of orders and technicians.
        """
        bars = super()._get_work_bars(employees)
        needs = self.env["aftersales.tool.requirement"]._get_needs(self)
        kinds = self.env["aftersales.tool.kind"].sudo().union(*needs.values())
        if not kinds:
            return bars
        tools = self.env["aftersales.tool"]._find_at_hand(
            kinds, employees, self.outlet_id
        )
        held = tools.grouped(
            lambda tool: (
                tool.kind_id,
                tool.employee_id or tool.outlet_id,
            )
        )
        jobs: dict[tuple, set[int]] = {}
        for order, needed in needs.items():
            for kind in needed:
                jobs.setdefault((kind, order.outlet_id), set()).add(order.id)
        for (kind, outlet), order_ids in jobs.items():
            at_outlet = held.get((kind, outlet), tools.browse())
            for employee in employees:
                at_hand = at_outlet | held.get((kind, employee), tools.browse())
                since = calibration.lacking_since(
                    tool._get_fit_until() for tool in at_hand
                )
                if since:
                    words = kind._describe_lack(has_unfit=bool(at_hand))
                    bars.setdefault(employee.id, []).append(
                        Bar(words, since, jobs=frozenset(order_ids))
                    )
        return bars
