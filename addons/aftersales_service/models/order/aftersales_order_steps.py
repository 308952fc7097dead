from base64 import b64decode

from odoo import api, fields, models

from ...tools import dispatch_flow, order_flow


class AftersalesOrder(models.Model):
    """The steps of an order: one method each, for buttons, the API and imports."""

    _inherit = "aftersales.order"

    _flow_roles = order_flow.ROLES
    _flow_moments = order_flow.MOMENTS

    can_accept = fields.Boolean(compute="_compute_can")
    can_dispatch = fields.Boolean(compute="_compute_can")
    can_arrive = fields.Boolean(compute="_compute_can")
    can_assess = fields.Boolean(compute="_compute_can")
    can_start = fields.Boolean(compute="_compute_can")
    can_repair = fields.Boolean(compute="_compute_can")
    can_sign = fields.Boolean(compute="_compute_can")
    can_settle = fields.Boolean(compute="_compute_can")
    can_close = fields.Boolean(compute="_compute_can")
    can_archive = fields.Boolean(compute="_compute_can")
    can_wait = fields.Boolean(compute="_compute_can")
    can_resume = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")
    can_reopen = fields.Boolean(compute="_compute_can")

    @api.depends("state", "state_before_wait", "is_remote", "type_id.needs_visit")
    def _compute_can(self):
        for order in self:
            for step in order_flow.FLOW.steps:
                order[f"can_{step}"] = order._can(step)

    def _has_visit(self) -> bool:
        """Does this order go through dispatch and arrival?"""
        self.ensure_one()
        return self.type_id.needs_visit and not self.is_remote

    def _is_work_done(self) -> bool:
        self.ensure_one()
        state = self.state_before_wait if self.state == "waiting" else self.state
        return state in ("repaired", "signed", "settled", "closed", "archived")

    def _get_flow(self):
        return order_flow.flow(self._has_visit())

    def _can(self, step: str) -> bool:
        return super()._can(step) and not self._is_cancelled_by_waiting(step)

    def _is_cancelled_by_waiting(self, step: str) -> bool:
        """Would this drop a signed order by putting it on hold first?"""
        before = self.state_before_wait if self.state == "waiting" else None
        return step == "cancel" and bool(before) and not order_flow.can(step, before)

    def _get_missing_steps(self, step: str) -> tuple[str, ...] | None:
        if self._is_cancelled_by_waiting(step):
            return None
        return order_flow.missing(step, self.state, self._has_visit())

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "accept": self.env._("Accept"),
            "dispatch": self.env._("Dispatch"),
            "arrive": self.env._("Arrive"),
            "assess": self.env._("Assess"),
            "start": self.env._("Start Work"),
            "wait": self.env._("Put on Hold"),
            "resume": self.env._("Resume"),
            "repair": self.env._("Work Done"),
            "sign": self.env._("Sign"),
            "settle": self.env._("Settle"),
            "close": self.env._("Close"),
            "archive": self.env._("Archive"),
            "cancel": self.env._("Cancel"),
            "reopen": self.env._("Reopen"),
            "quote": self.env._("Quotation"),
            "confirm_price": self.env._("Confirm Price"),
            "pay": self.env._("Payment on Site"),
        }

    def _prepare_transition_vals(self, step: str) -> dict:
        vals = super()._prepare_transition_vals(step)
        if step == "wait":
            vals["state_before_wait"] = self.state
        elif step == "resume":
            vals.update(
                state=self.state_before_wait or "accepted",
                state_before_wait=False,
                waiting_reason=False,
            )
        return vals

    # -- steps --------------------------------------------------------------------

    def action_accept(self):
        self._transition("accept")

    def action_dispatch(self):
        """Send the planned visits; an order that has none gets one."""
        self._check_step_role("dispatch")
        self._check_step_possible("dispatch")
        unplanned = self.filtered(
            lambda order: (
                not order.dispatch_ids.filtered(
                    lambda dispatch: dispatch.state in dispatch_flow.BUSY_STATES
                )
            )
        )
        self._refuse(
            [
                self.env._(
                    "%(order)s: choose a Technician, or plan a visit, before "
                    "“Dispatch”.",
                    order=order.display_name,
                )
                for order in unplanned
                if not order.technician_id
            ]
        )
        self.env["aftersales.dispatch"].create(
            [order._prepare_dispatch_vals() for order in unplanned]
        )
        planned = self.dispatch_ids.filtered(lambda d: d.state == "planned")
        planned.action_send()
        self.filtered(lambda order: order._can("dispatch"))._transition("dispatch")

    def _prepare_dispatch_vals(self) -> dict:
        self.ensure_one()
        return {
            "order_id": self.id,
            "outlet_id": self.outlet_id.id,
            "technician_ids": [fields.Command.set(self.technician_id.ids)],
        }

    def action_arrive(self):
        self._transition("arrive")

    def action_assess(self):
        """The fault is understood: unit and symptom must be on the order (R072)."""
        self._check_step_role("assess")
        self._check_step_possible("assess")
        self._refuse(self._get_assess_problems())
        self._transition("assess")

    def _get_assess_problems(self) -> list[str]:
        problems = []
        for order in self:
            if order.needs_unit and not order.equipment_id:
                problems.append(
                    self.env._(
                        "%(order)s: fill in Unit before “Assess” (order type "
                        "%(type)s needs it).",
                        order=order.display_name,
                        type=order.type_id.name,
                    )
                )
            if order.type_id.is_repair and not order.symptom_id:
                problems.append(
                    self.env._(
                        "%(order)s: fill in Symptom before “Assess”.",
                        order=order.display_name,
                    )
                )
        return problems

    def action_start(self):
        self._check_step_role("start")
        self._check_step_possible("start")
        self._refuse(self._get_price_problems("start"))
        self._transition("start")

    def action_repair(self):
        """The work is done: cause and solution are written down (R063, R072)."""
        self._check_step_role("repair")
        self._check_step_possible("repair")
        problems = self._get_price_problems("repair")
        for order in self:
            needed = ["solution"]
            if order.type_id.is_repair and not order.is_out_of_scope:
                needed.append("cause_id")
            problems += [
                self.env._(
                    "%(order)s: fill in %(field)s before “Work Done”.",
                    order=order.display_name,
                    field=order._fields[name]._description_string(self.env),
                )
                for name in needed
                if not order[name]
            ]
            problems += [
                self.env._(
                    "%(order)s: finish repair %(repair)s before “Work Done”.",
                    order=order.display_name,
                    repair=repair.name,
                )
                for repair in order.repair_ids
                if repair.state not in ("done", "cancel")
            ]
        self._refuse(problems)
        self.line_ids._set_delivered()
        self._transition("repair")

    def action_sign(self):
        """The customer's signature, or why there is none, is on a dispatch (R071)."""
        self._check_step_role("sign")
        self._check_step_possible("sign")
        self._refuse(
            [
                self.env._(
                    "%(order)s: take the customer's signature on a dispatch, or fill "
                    "in Signature Refused Reason, before “Sign”.",
                    order=order.display_name,
                )
                for order in self
                if order.needs_signature and not order._is_signed_or_refused()
            ]
        )
        self._transition("sign")

    def _is_signed_or_refused(self) -> bool:
        self.ensure_one()
        return bool(self.signature or self.signature_refused_reason) or any(
            dispatch._is_signed_since(self.reopened_at)
            # A colleague's slip counts, though one does not see it.
            for dispatch in self.sudo().dispatch_ids
        )

    def action_wait(self):
        self._check_step_role("wait")
        self._check_step_possible("wait")
        self._refuse(
            [
                self.env._(
                    "%(order)s: fill in Waiting Reason before “Put on Hold”.",
                    order=order.display_name,
                )
                for order in self
                if not order.waiting_reason
            ]
        )
        self._transition("wait")

    def action_resume(self):
        self._transition("resume")

    def action_cancel(self):
        """Drop an order that is not worked on any more, with its open visits."""
        self._check_step_role("cancel")
        self._check_step_possible("cancel")
        self._refuse(
            [
                self.env._(
                    "%(order)s: parts were used in repair %(repair)s. Finish the order "
                    "instead of cancelling it.",
                    order=order.display_name,
                    repair=repair.name,
                )
                for order in self
                for repair in order.repair_ids
                if repair.state == "done"
            ]
        )
        self.dispatch_ids.filtered(lambda d: d._can("cancel"))._transition("cancel")
        self.repair_ids.filtered(lambda r: r.state != "cancel").action_repair_cancel()
        self._transition("cancel", waiting_reason=False)

    def action_reopen(self):
        """Take up an order again; what it stamped before stays.

        The new work is signed for anew: the signature so far goes to the history.
        """
        self._check_step_role("reopen")
        self._check_step_possible("reopen")
        for order in self.filtered("signature"):
            order.message_post(
                body=self.env._(
                    "Signed by %(name)s before the order was reopened.",
                    name=order.signed_by or "",
                ),
                attachments=[("signature.png", b64decode(order.signature))],
            )
        self._transition(
            "reopen",
            reopened_at=fields.Datetime.now(),
            signature=False,
            signed_by=False,
            signature_refused_reason=False,
        )
