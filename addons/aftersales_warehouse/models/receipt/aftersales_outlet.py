from odoo import fields, models

from .stock_picking_booking import FEEDBACK_READERS


class AftersalesOutlet(models.Model):
    _inherit = "aftersales.outlet"

    open_feedback_count = fields.Integer(
        string="Open Quality Feedbacks",
        compute="_compute_open_feedback_count",
        groups=FEEDBACK_READERS,
    )

    def _compute_open_feedback_count(self):
        counts = dict(
            self.env["aftersales.quality.feedback"]._read_group(
                [
                    ("outlet_id", "in", self.ids),
                    ("state", "in", ("draft", "reported", "decided")),
                ],
                ["outlet_id"],
                ["__count"],
            )
        )
        for outlet in self:
            outlet.open_feedback_count = counts.get(outlet, 0)

    def action_view_quality_feedbacks(self):
        """Goods of this outlet that were not as they should be."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_quality_feedback_action"
        )
        return {
            **action,
            "domain": [("outlet_id", "in", self.ids)],
            "context": {
                "search_default_open": 1,
                "default_outlet_id": self.id if len(self) == 1 else False,
            },
        }
