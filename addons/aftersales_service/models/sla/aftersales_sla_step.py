from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import escalation, sla_clock


class AftersalesSlaStep(models.Model):
    """One rung of an escalation ladder: who is told when, and how often."""

    _name = "aftersales.sla.step"
    _description = "SLA Escalation Step"
    _inherit = ["hr.mixin"]
    _order = "hours_late, rate, sequence, id"

    policy_id = fields.Many2one(
        "aftersales.sla.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    rate = fields.Float(
        string="At Share of Time",
        default=1.0,
        digits=(16, 4),
        help="0.75: when three quarters of the time are used up. 1: at the deadline.",
    )
    hours_late = fields.Float(
        string="Hours After Deadline",
        help="Instead of a share: so many hours after the deadline.",
    )
    recipient = fields.Selection(
        [
            ("technician", "Technician"),
            ("dispatcher", "Dispatcher"),
            ("outlet_manager", "Outlet Manager"),
            ("service_manager", "Service Manager"),
            ("general_manager", "General Manager"),
            ("user", "A Certain User"),
        ],
        required=True,
        default="dispatcher",
    )
    user_id = fields.Many2one("res.users")
    send_mail = fields.Boolean(string="E-mail", default=True)
    repeat_hours = fields.Float(
        string="Repeat Every (hours)",
        help="Until somebody takes the matter up. Empty: told once.",
    )

    # Who is told where the one asked for is not known, from the bottom to the top.
    CHAIN = (
        "technician",
        "dispatcher",
        "outlet_manager",
        "service_manager",
        "general_manager",
    )

    @api.constrains("rate", "hours_late", "repeat_hours", "recipient", "user_id")
    def _check_step(self):
        for step in self:
            if step.rate <= 0 or step.hours_late < 0 or step.repeat_hours < 0:
                raise ValidationError(
                    self.env._(
                        "Escalation of %(policy)s: At Share of Time is above zero, "
                        "hours are not negative.",
                        policy=step.policy_id.name,
                    )
                )
            if step.recipient == "user" and not step.user_id:
                raise ValidationError(
                    self.env._(
                        "Escalation of %(policy)s: choose the User who is told.",
                        policy=step.policy_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._plan_anew()
        return steps

    def write(self, vals):
        result = super().write(vals)
        self._plan_anew()
        return result

    def unlink(self):
        policies = self.policy_id
        result = super().unlink()
        self._plan_promises(policies.exists())
        return result

    def _plan_anew(self) -> None:
        self._plan_promises(self.policy_id)

    @api.model
    def _plan_promises(self, policies) -> None:
        """The figures of a promise are frozen, who is told about it is not."""
        domain = [("policy_id", "in", policies.ids), ("state", "=", "running")]
        for name in policies._get_promise_models():
            self.env[name].sudo().search(domain)._run_clocks()

    def _to_plain(self) -> escalation.Step:
        self.ensure_one()
        return escalation.Step(self.repeat_hours or None)

    def _get_moments(self, start, deadline, unit, work, pauses) -> list:
        """Moments of these steps for one promise, none before the one above it."""
        moments = []
        for step in self:
            if step.hours_late:
                moment = deadline + timedelta(hours=step.hours_late)
            else:
                moment = sla_clock.share_of(
                    step.rate, start, deadline, unit, work, pauses
                )
            moments.append(max([moment, *moments[-1:]]))
        return moments

    def _find_users(self, document):
        """Users to tell about a document: the recipient, or who stands above him."""
        self.ensure_one()
        if self.recipient == "user":
            return self.user_id
        for role in self.CHAIN[self.CHAIN.index(self.recipient) :]:
            users = document._get_escalation_users(role).filtered("active")
            if users:
                return users
        return self.env["res.users"]
