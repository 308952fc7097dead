from odoo import models

from ..tools import order_flow


class AftersalesOrder(models.Model):
    """The way of an order in the customer's words, so that he can follow it (R083)."""

    _inherit = "aftersales.order"

    def _get_customer_state(self) -> str:
        """State in plain words: the desk's finer steps mean nothing outside."""
        self.ensure_one()
        words = {
            "draft": self.env._("Reported"),
            "accepted": self.env._("Accepted"),
            "dispatched": self.env._("Technician Sent"),
            "repaired": self.env._("Repaired"),
            "signed": self.env._("Signed"),
            "settled": self.env._("Settled"),
            "closed": self.env._("Closed"),
            "archived": self.env._("Closed"),
            "waiting": self.env._("On Hold"),
            "cancelled": self.env._("Cancelled"),
        }
        return words.get(self.state, self.env._("In Work"))

    def _get_timeline(self) -> list[dict]:
        """Steps as ``label``, ``moment``, ``note``, ``is_done``; a step this order
        does without (visit, signature) is left out."""
        self.ensure_one()
        steps = [
            self._prepare_timeline_step("draft", self.env._("Reported"), "received_at"),
            self._prepare_timeline_step(
                "accepted", self.env._("Accepted"), "accepted_at"
            ),
        ]
        if self._has_visit():
            steps += self._get_timeline_of_visit()
        steps.append(
            self._prepare_timeline_step("repaired", self.env._("Done"), "repaired_at")
        )
        if self.needs_signature:
            steps.append(
                self._prepare_timeline_step("signed", self.env._("Signed"), "signed_at")
            )
        steps += [
            self._prepare_timeline_step("settled", self.env._("Settled"), "settled_at"),
            self._prepare_timeline_step("closed", self.env._("Closed"), "closed_at"),
        ]
        if self.state == "cancelled":
            done = [step for step in steps if step["is_done"]]
            return [*done, self._prepare_timeline_end()]
        return steps

    def _get_timeline_of_visit(self) -> list[dict]:
        visit = self._get_last_visit()
        on_way = self._prepare_timeline_step(
            "on_site", self.env._("Technician on the Way"), visit.departed_at
        )
        on_way["is_done"] = on_way["is_done"] or bool(visit.departed_at)
        on_way["moment"] = self._format_moment(visit.departed_at)
        notes = [", ".join(visit.technician_ids.mapped("name"))]
        if window := self._format_window(visit):
            notes.insert(0, self.env._("Planned: %(window)s", window=window))
        on_way["note"] = " · ".join(filter(None, notes))
        on_site = self._prepare_timeline_step(
            "on_site", self.env._("On Site"), visit.arrived_at or self.arrived_at
        )
        return [on_way, on_site]

    def _get_last_visit(self):
        """Latest visit that is not called off."""
        return self.dispatch_ids.filtered(lambda visit: visit.state != "cancelled")[:1]

    def _prepare_timeline_step(self, state: str, label: str, moment) -> dict:
        """:param moment: a moment, or the name of the field that holds it"""
        is_done = self._has_reached(state)
        value = self[moment] if isinstance(moment, str) else moment
        return {
            "label": label,
            # What a reopened order stamped the first time does not count again.
            "moment": self._format_moment(value) if is_done else "",
            "note": "",
            "is_done": is_done,
        }

    def _prepare_timeline_end(self) -> dict:
        return {
            "label": self.env._("Cancelled"),
            "moment": "",
            "note": "",
            "is_done": True,
        }

    def _has_reached(self, state: str) -> bool:
        """Has the order come as far as ``state`` on the straight way?"""
        if self.state == "cancelled":
            moment = order_flow.MOMENTS.get(state)
            return bool(self[moment]) if moment else True
        here = self.state
        if here == "waiting":
            here = self.state_before_wait or "accepted"
        return order_flow.STATES.index(here) >= order_flow.STATES.index(state)
