from odoo import api, fields, models

from ...tools import sla_clock


class AftersalesOrderPause(models.Model):
    """Time an order waited, and for what; kept by the steps, never by hand."""

    _name = "aftersales.order.pause"
    _description = "Waiting Time"
    _order = "start_at desc, id desc"
    _rec_name = "reason"

    order_id = fields.Many2one(
        "aftersales.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    outlet_id = fields.Many2one(related="order_id.outlet_id")
    reason = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["waiting_reason"]
            ._description_selection(self.env)
        ),
        required=True,
    )
    start_at = fields.Datetime(string="From", required=True)
    end_at = fields.Datetime(string="Until")
    user_id = fields.Many2one(
        "res.users", string="Put on Hold By", default=lambda self: self.env.user
    )
    minutes = fields.Integer(
        compute="_compute_minutes", store=True, help="Empty while it lasts."
    )

    _running_idx = models.Index("(order_id) WHERE end_at IS NULL")

    @api.depends("start_at", "end_at")
    def _compute_minutes(self):
        for pause in self:
            pause.minutes = (
                (pause.end_at - pause.start_at).total_seconds() // 60
                if pause.end_at
                else 0
            )

    def _to_plain(self) -> list[sla_clock.Pause]:
        return [
            sla_clock.Pause(pause.start_at, pause.end_at or None, pause.reason)
            for pause in self
        ]
