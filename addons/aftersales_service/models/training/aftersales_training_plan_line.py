from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesTrainingPlanLine(models.Model):
    """One training of the year: of what, about when, for how many, at which cost."""

    _name = "aftersales.training.plan.line"
    _description = "Planned Training"
    _order = "planned_date, id"
    _rec_name = "training_id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "aftersales.training.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="plan_id.state", string="Plan State")
    training_id = fields.Many2one(
        "aftersales.training", required=True, check_company=True, ondelete="restrict"
    )
    kind = fields.Selection(related="training_id.kind")
    planned_date = fields.Date(
        string="Planned For", required=True, default=fields.Date.context_today
    )
    people_count = fields.Integer(string="People", default=10)
    amount = fields.Monetary(string="Planned Cost")
    session_ids = fields.One2many("aftersales.training.session", "plan_line_id")
    is_held = fields.Boolean(string="Held", compute="_compute_is_held")

    _positive = models.Constraint(
        "CHECK(people_count >= 0 AND amount >= 0)",
        "People and Planned Cost of a planned training must not be negative.",
    )

    @api.depends("session_ids.state")
    def _compute_is_held(self):
        for line in self:
            states = set(line.session_ids.mapped("state"))
            line.is_held = bool(states & {"held", "closed"})

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_plan()
        return lines

    def write(self, vals):
        self._check_plan()
        result = super().write(vals)
        self._check_plan()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts_only(self):
        self._check_plan()

    def _check_plan(self) -> None:
        fixed = self.plan_id.filtered(lambda plan: plan.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(plans)s: approved. Reopen before you change the trainings.",
                    plans=", ".join(fixed.mapped("display_name")),
                )
            )

    def _create_sessions(self):
        """A session for each line, on its day, to be refined by the organiser."""
        return self.env["aftersales.training.session"].create(
            [line._prepare_session_vals() for line in self]
        )

    def _prepare_session_vals(self) -> dict:
        self.ensure_one()
        zone = pytz.timezone(self.company_id.resource_calendar_id.tz or "UTC")
        local = zone.localize(datetime.combine(self.planned_date, time(9)))
        start = local.astimezone(pytz.utc).replace(tzinfo=None)
        hours = self.training_id.hours
        return {
            "training_id": self.training_id.id,
            "plan_line_id": self.id,
            "company_id": self.company_id.id,
            "user_id": self.plan_id.user_id.id,
            "date_start": start,
            "date_end": start + timedelta(hours=min(hours, 8)),
            "hours": hours,
            "capacity": self.people_count,
        }
