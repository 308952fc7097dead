from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import register_flow


class AftersalesCrisis(models.Model):
    """An event that endangers people or our name, or a drill of one: reported along the
    chain, handled, learned from (R527, R530)."""

    _name = "aftersales.crisis"
    _description = "Crisis Event"
    _inherit = ["aftersales.register.mixin"]
    _order = "occurred_at desc, id desc"

    _flow_roles = register_flow.CRISIS_ROLES
    _flow_moments = {"closed": "closed_at"}
    _stamps = frozenset({"closed_at"})
    _step_needs = {
        "handle": ("description",),
        "close": ("cause", "handling", "lesson"),
    }

    state = fields.Selection(
        [
            ("reported", "Reported"),
            ("handling", "Being Handled"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="reported",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_drill = fields.Boolean(string="Drill", tracking=True)
    is_grave = fields.Boolean(
        string="Grave",
        tracking=True,
        help="Injury, press, authorities, a whole series.",
    )
    occurred_at = fields.Datetime(
        string="Happened", required=True, default=fields.Datetime.now, index=True
    )
    place = fields.Char(string="Where It Happened")
    complaint_id = fields.Many2one(
        "aftersales.complaint",
        string="From Complaint",
        check_company=True,
        index="btree_not_null",
    )
    description = fields.Text(string="What Happened")
    cause = fields.Text(string="Why It Happened")
    handling = fields.Text(string="What Was Done")
    lesson = fields.Text(string="What We Learned")
    report_ids = fields.One2many(
        "aftersales.crisis.report", "crisis_id", string="Chain of Report"
    )
    late_count = fields.Integer(string="Told Late", compute="_compute_late_count")
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)

    @api.depends("report_ids.told_at", "occurred_at")
    def _compute_late_count(self):
        for crisis in self:
            crisis.late_count = len(crisis.report_ids.filtered("is_late"))

    @api.model_create_multi
    def create(self, vals_list):
        crises = super().create(vals_list)
        crises.filtered(lambda one: not one.report_ids)._fill_chain()
        return crises

    def _fill_chain(self) -> None:
        """Whoever has to be told, by the company's chain."""
        steps = self.env["aftersales.crisis.step"].search(Domain.TRUE)
        self.env["aftersales.crisis.report"].create(
            [
                {
                    "crisis_id": crisis.id,
                    "name": step.name,
                    "user_id": step.user_id.id,
                    "minutes": step.minutes,
                }
                for crisis in self
                for step in steps
                if step.company_id in (crisis.company_id, self.env["res.company"])
                if crisis.is_grave or not step.only_grave
            ]
        )

    def _get_flow(self):
        return register_flow.CRISIS

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "handle": self.env._("Take in Hand"),
            "close": self.env._("Close"),
            "cancel": self.env._("Cancel"),
        }

    def _get_needs(self, step: str) -> list[str]:
        problems = super()._get_needs(step)
        if step == "close":
            problems += [
                self.env._(
                    "%(crisis)s: %(who)s has not been told yet.",
                    crisis=self.display_name,
                    who=report.name,
                )
                for report in self.report_ids
                if not report.told_at
            ]
        return problems

    def action_view_tasks(self):
        return self.env["aftersales.corrective.task"]._get_action_for(self)

    def action_handle(self):
        self._transition("handle")

    def action_close(self):
        """Everybody was told; cause, measures and lesson are written down."""
        self._transition("close")

    def action_cancel(self):
        self._transition("cancel")
