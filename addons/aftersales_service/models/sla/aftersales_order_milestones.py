from odoo import api, models


class AftersalesOrder(models.Model):
    """Moments of an order that promises start with and lead to."""

    _inherit = "aftersales.order"

    @api.model
    def _get_milestone_fields(self) -> dict[str, str]:
        """Moment that reaches each milestone. Other parts add their own."""
        return {
            "accept": "accepted_at",
            "dispatch": "dispatched_at",
            "arrive": "arrived_at",
            "assess": "assessed_at",
            "repair": "repaired_at",
            "sign": "signed_at",
            "settle": "settled_at",
            "close": "closed_at",
            "help": "help_answered_at",
        }

    @api.model
    def _get_milestone_labels(self) -> list[tuple[str, str]]:
        return [
            ("accept", self.env._("Accept")),
            ("dispatch", self.env._("Dispatch")),
            ("arrive", self.env._("Arrive")),
            ("assess", self.env._("Assess")),
            ("repair", self.env._("Repair")),
            ("sign", self.env._("Signature")),
            ("settle", self.env._("Settle")),
            ("close", self.env._("Close")),
            ("help", self.env._("Answer for Help")),
        ]

    @api.model
    def _get_start_fields(self) -> dict[str, str]:
        """Moment that starts a clock: the demand, or a milestone before."""
        return {
            "receive": "received_at",
            "help_request": "help_requested_at",
            **self._get_milestone_fields(),
        }

    @api.model
    def _get_start_labels(self) -> list[tuple[str, str]]:
        return [
            ("receive", self.env._("Customer's Demand")),
            ("help_request", self.env._("Request for Help")),
            *self._get_milestone_labels(),
        ]

    def _get_start_moments(self) -> dict:
        """By order and start milestone: its moment, or False while it lies ahead."""
        moments = self._get_start_fields()
        return {
            order: {name: order[field] for name, field in moments.items()}
            for order in self
        }
