from datetime import timedelta

from odoo import fields, models

from ...tools import dispatch_flow


class AftersalesOrder(models.Model):
    """Planning visits: by hand from a ranked table, in bulk, or by the rules alone."""

    _inherit = "aftersales.order"

    def action_accept(self):
        """Accepted orders whose rule says so get their visit at once."""
        result = super().action_accept()
        self._assign_automatically()
        return result

    def action_find_technician(self):
        """Open the ranked table of technicians for this order."""
        self.ensure_one()
        self.env["aftersales.dispatch"]._check_step_role("assign")
        finder = self.env["aftersales.technician.finder"].create({"order_id": self.id})
        return finder.action_rank()

    def action_plan_visits(self):
        """Open the dry run that plans visits for these orders together."""
        self.env["aftersales.dispatch"]._check_step_role("assign")
        wizard = self.env["aftersales.assign"].create({"order_ids": self.ids})
        return wizard.action_plan()

    def _get_planning_problem(self) -> str | None:
        """Why no visit can be planned for this order, None if one can."""
        self.ensure_one()
        if not self._has_visit():
            return self.env._(
                "%(order)s needs no visit (remote help or its order type).",
                order=self.display_name,
            )
        if not self._can("dispatch"):
            return self._get_step_problem("dispatch")
        open_visits = self.sudo().dispatch_ids.filtered(
            lambda d: d.state in dispatch_flow.BUSY_STATES
        )
        if open_visits:
            return self.env._(
                "%(order)s has the visit %(visit)s already. Change or cancel that one.",
                order=self.display_name,
                visit=open_visits[0].name,
            )
        return None

    def _assign_automatically(self) -> None:
        """Plan the orders whose rule assigns; who cannot be placed stays unassigned."""
        rules = self.env["aftersales.assignment.rule"]._get_rules(self)
        orders = self.filtered(
            lambda order: (
                rules[order].mode == "assign" and not order._get_planning_problem()
            )
        )
        if not orders:
            return
        start = fields.Datetime.now()
        horizon = max(rules[order].horizon_days for order in orders)
        planned = orders._plan_visits(start, start + timedelta(days=horizon))
        self.env["aftersales.dispatch"].create(
            [
                order._prepare_planned_vals(found[0])
                for order, found in planned.items()
                if found and found[0].can_go
            ]
        )

    def _prepare_planned_vals(self, candidate) -> dict:
        """Values of the visit that a candidate is sent on."""
        self.ensure_one()
        return {
            **self._prepare_dispatch_vals(),
            "technician_ids": [fields.Command.set([candidate.person])],
            "scheduled_start": candidate.slot.start,
            "scheduled_end": candidate.slot.end,
        }
