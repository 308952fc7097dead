from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import register_flow


class AftersalesCrisisReport(models.Model):
    """Somebody who is to be told of an event, and when he was."""

    _name = "aftersales.crisis.report"
    _description = "Report of a Crisis Event"
    _order = "crisis_id, minutes, id"

    crisis_id = fields.Many2one(
        "aftersales.crisis", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="crisis_id.company_id", store=True)
    name = fields.Char(string="Who Is Told", required=True)
    user_id = fields.Many2one("res.users", string="Person")
    minutes = fields.Integer(string="Within (minutes)", required=True, aggregator=None)
    told_at = fields.Datetime(readonly=True, copy=False)
    told_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    channel = fields.Selection(
        [
            ("phone", "By Telephone"),
            ("message", "By Message"),
            ("in_person", "In Person"),
            ("letter", "By Letter"),
        ],
        string="Told How",
    )
    note = fields.Char()
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")

    @api.depends("told_at", "minutes", "crisis_id.occurred_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for report in self:
            start = report.crisis_id.occurred_at
            report.is_late = bool(start) and register_flow.is_late(
                report.told_at or None, start, report.minutes, now
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_typed(vals)
        return super().write(vals)

    def _check_typed(self, vals: dict) -> None:
        if {"told_at", "told_by_id"} & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("When somebody was told is noted by the button “Told Now”.")
            )

    def action_tell(self):
        """He was told just now."""
        self.check_access("write")
        over = self.crisis_id.filtered(lambda one: one.state in ("closed", "cancelled"))
        if over:
            raise UserError(
                self.env._(
                    "%(crises)s: is over; nobody is told any more.",
                    crises=", ".join(over.mapped("display_name")),
                )
            )
        self.filtered(lambda one: not one.told_at).sudo().write(
            {"told_at": fields.Datetime.now(), "told_by_id": self.env.uid}
        )
