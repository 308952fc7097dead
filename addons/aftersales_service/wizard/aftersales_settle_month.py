from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..models.settlement.aftersales_settlement_month import BATCH


class AftersalesSettleMonth(models.TransientModel):
    """Settles a month for all outlets that have none of it yet. Run again, it takes
    up those that came since and doubles nothing."""

    _name = "aftersales.settle.month"
    _description = "Settle Month"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date(
        string="Month",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(months=1),
        help="Any day of the month to settle.",
    )
    outlet_count = fields.Integer(
        string="Outlets to Settle", compute="_compute_outlet_count"
    )
    settled_count = fields.Integer(
        string="Settled Already", compute="_compute_outlet_count"
    )

    @api.depends("company_id", "day")
    def _compute_outlet_count(self):
        Settlement = self.env["aftersales.settlement"]
        for wizard in self:
            if not wizard.day:
                wizard.outlet_count = wizard.settled_count = 0
                continue
            first, last = Settlement._get_month(wizard.day)
            wizard.outlet_count = len(
                Settlement._get_unsettled_outlets(wizard.company_id, first, last, None)
            )
            wizard.settled_count = Settlement.search_count(
                [
                    ("company_id", "=", wizard.company_id.id),
                    ("date_from", "=", first),
                    ("state", "!=", "cancelled"),
                ]
            )

    def action_settle(self):
        """Settle batch after batch, and show the month."""
        self.ensure_one()
        Settlement = self.env["aftersales.settlement"]
        Settlement._check_step_role("month")
        first, last = Settlement._get_month(self.day)
        while Settlement._settle_batch(self.company_id, first, last, BATCH):
            self.env.flush_all()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_settlement_action"
        )
        return {
            **action,
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("date_from", "=", fields.Date.to_string(first)),
            ],
            "context": {},
        }
