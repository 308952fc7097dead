from collections import defaultdict

from odoo import fields, models

from ...tools import sla_clock


class AftersalesOrder(models.Model):
    """Waiting stops clocks as the pause rules say; reopening promises again."""

    _inherit = "aftersales.order"

    pause_ids = fields.One2many("aftersales.order.pause", "order_id", "Waiting Times")

    def _get_counted_pauses(self) -> dict:
        """By order and milestone: pauses that stop that clock, as far as they count."""
        pauses = self.sudo().pause_ids.grouped("order_id")
        counted = {order: {} for order in self}
        for order in self & self.browse(o.id for o in pauses):
            rules = self.env["aftersales.pause.rule"]._get_rules(order.company_id.id)
            hours = {reason: rule[1] for reason, rule in rules.items()}
            by_milestone = defaultdict(list)
            plain = sla_clock.capped(pauses[order]._to_plain(), hours)
            for pause in plain:
                for milestone in rules.get(pause.reason, (frozenset(), 0))[0]:
                    by_milestone[milestone].append(pause)
            counted[order] = by_milestone
        return counted

    def action_wait(self):
        result = super().action_wait()
        now = fields.Datetime.now()
        self.env["aftersales.order.pause"].sudo().create(
            [
                {"order_id": order.id, "reason": order.waiting_reason, "start_at": now}
                for order in self
            ]
        )
        self._follow_moments()
        return result

    def _end_pauses(self) -> None:
        running = (
            self.env["aftersales.order.pause"]
            .sudo()
            .search([("order_id", "in", self.ids), ("end_at", "=", False)])
        )
        running.write({"end_at": fields.Datetime.now()})

    def action_resume(self):
        # Before the state changes, so that the clocks see the pause ended.
        self._check_step_role("resume")
        self._check_step_possible("resume")
        self._end_pauses()
        return super().action_resume()

    def action_cancel(self):
        result = super().action_cancel()
        self._end_pauses()
        return result

    def action_reopen(self):
        """What was dropped with a cancelled order is promised again."""
        result = super().action_reopen()
        self._review_sla()
        return result
