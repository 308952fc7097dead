from odoo import models


class AftersalesOrder(models.Model):
    """A repair as the warranty card tells it."""

    _inherit = "aftersales.order"

    def _prepare_card_row(self) -> dict:
        """This repair as one line of the warranty card."""
        self.ensure_one()
        parts = self.part_move_ids.product_id.mapped("display_name")
        return {
            "number": self.name,
            "received": self._format_moment(self.received_at),
            "taken": self._format_time_taken(),
            "part": ", ".join(parts) or self.remedy_id.name or "",
            "cause": self.cause_id.name or self.symptom_id.name or "",
        }

    def _format_time_taken(self) -> str:
        """From the call to the repair, in whole days, or hours within a day."""
        hours = (self.repaired_at - self.received_at).total_seconds() / 3600
        if hours < 24:
            return self.env._("%(hours)s h", hours=max(1, round(hours)))
        return self.env._("%(days)s days", days=round(hours / 24))
