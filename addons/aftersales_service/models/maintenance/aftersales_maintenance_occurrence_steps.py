from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesMaintenanceOccurrence(models.Model):
    """Visits become orders; what becomes of those is told to the plan."""

    _inherit = "aftersales.maintenance.occurrence"

    # -- orders ------------------------------------------------------------------------

    @api.model
    def _order_batch(self, limit: int) -> int:
        """Orders of at most ``limit`` visits that are near. A killed run leaves its
        last batch planned; the unique index keeps each from a second order."""
        near = self.search(
            self._get_near_domain(), order="order_date, id", limit=limit
        ).try_lock_for_update(allow_referencing=True)
        near._make_orders()
        return len(near)

    @api.model
    def _get_near_domain(self) -> Domain:
        return (
            Domain("state", "=", "planned")
            & Domain("order_date", "<=", fields.Date.context_today(self))
            & Domain("plan_id.state", "=", "active")
        )

    def _make_orders(self):
        """One order a visit, the same queries whatever their number."""
        orders = (
            self.env["aftersales.order"]
            .sudo()
            .create([visit._prepare_order_vals() for visit in self.sudo()])
        )
        orders._create_patrol_lines()
        self.sudo()._transition("order")
        return orders

    def _prepare_order_vals(self) -> dict:
        self.ensure_one()
        plan = self.plan_id
        unit = plan.equipment_ids if len(plan.equipment_ids) == 1 else None
        vals = {
            "company_id": plan.company_id.id,
            "type_id": plan.order_type_id.id,
            "channel": "plan",
            "partner_id": plan.partner_id.id,
            "equipment_id": unit.id if unit else False,
            "technician_id": plan.technician_id.id,
            "user_id": plan.user_id.id,
            "description": plan.description or plan.name,
            "occurrence_id": self.id,
            "planned_date": self.date,
        }
        if plan.site_partner_id:
            vals["site_partner_id"] = plan.site_partner_id.id
        if plan.outlet_id:
            vals["outlet_id"] = plan.outlet_id.id
        if plan.contract_id:
            vals["contract_id"] = plan.contract_id.id
            vals["contract_line_id"] = plan.contract_line_id.id
        return vals

    def action_order(self):
        """Make the order now, before its day comes."""
        self._check_step_role("order")
        self._check_step_possible("order")
        orders = self._make_orders()
        if len(orders) == 1:
            return orders._get_form_action()
        return None

    def action_view_order(self):
        self.ensure_one()
        return self.order_id._get_form_action()

    # -- what became of them -----------------------------------------------------------

    def _follow_orders(self) -> None:
        """An order is done, dropped or opened again: so is its visit."""
        moves: dict[str, object] = {}
        for visit in self:
            order = visit.order_ids[:1]
            if visit.state == "ordered" and order._is_visit_over():
                step = "skip" if order.state == "cancelled" else "finish"
            elif visit.state in ("done", "skipped") and not order._is_visit_over():
                step = "reopen"
            else:
                continue
            moves[step] = moves.get(step, self.browse()) | visit
        for step, visits in moves.items():
            getattr(visits, f"_{step}_with_orders")()
        changed = self.browse().union(*moves.values()).plan_id
        changed.filtered(
            lambda plan: plan.is_floating and plan.state == "active"
        )._plan_anew()

    def _finish_with_orders(self) -> None:
        for visit in self:
            order = visit.order_ids[:1]
            day = order._get_local_date(order.repaired_at) or visit.date
            visit._transition(
                "finish",
                done_date=day,
                done_value=visit.plan_id.meter_id._get_value_on(day)
                if visit.plan_id.meter_id
                else 0.0,
            )

    def _skip_with_orders(self) -> None:
        for visit in self:
            visit._transition("skip", reason=visit.order_ids[:1].cancel_reason)

    def _reopen_with_orders(self) -> None:
        self._transition("reopen", done_date=False, done_value=0.0, reason=False)

    # -- postponed, skipped ------------------------------------------------------------

    def action_postpone(self):
        return self._ask("postpone")

    def action_skip(self):
        return self._ask("skip")

    def _ask(self, step: str) -> dict:
        """Ask for the reason, and for the other day."""
        self._check_step_role(step)
        self._check_step_possible(step)
        return {
            "type": "ir.actions.act_window",
            "name": self._get_step_label(step),
            "res_model": "aftersales.maintenance.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_step": step,
                "default_occurrence_ids": [fields.Command.set(self.ids)],
            },
        }

    def _postpone(self, day, reason: str) -> None:
        """To another day, the order along with it."""
        self._check_step_role("postpone")
        self._check_step_possible("postpone")
        self.check_access("read")
        visits = self.sudo()
        visits.write({"date": day, "reason": reason})
        visits.order_ids.planned_date = day
        for visit in visits:
            visit.plan_id._message_log(
                body=self.env._(
                    "The visit of %(rule_date)s is on %(day)s: %(reason)s",
                    rule_date=visit.rule_date,
                    day=day,
                    reason=reason,
                )
            )

    def _skip(self, reason: str) -> None:
        """Not at all; an order that was made is cancelled."""
        self._check_step_role("skip")
        self._check_step_possible("skip")
        self.check_access("read")
        visits = self.sudo()
        planned = visits.filtered(lambda visit: visit.state == "planned")
        planned._transition("skip", reason=reason)
        orders = (visits - planned).order_ids
        orders.cancel_reason = reason
        orders.with_user(self.env.user).sudo(False).action_cancel()
        for visit in visits:
            visit.plan_id._message_log(
                body=self.env._(
                    "The visit of %(rule_date)s is skipped: %(reason)s",
                    rule_date=visit.rule_date,
                    reason=reason,
                )
            )
