from datetime import timedelta

from odoo import api, fields, models

from ...tools import legal


class AftersalesLegalEvaluation(models.Model):
    """The yearly question whether we keep what the law asks, department by department
    (R404)."""

    _name = "aftersales.legal.evaluation"
    _description = "Compliance Evaluation"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "year desc, id desc"
    _check_company_auto = True

    _flow_roles = legal.ROLES
    _flow_moments = legal.MOMENTS
    _stamps = frozenset(legal.MOMENTS.values())

    state = fields.Selection(
        [
            ("draft", "To Start"),
            ("in_progress", "Under Way"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year,
    )
    user_id = fields.Many2one(
        "res.users", string="Led By", default=lambda self: self.env.user, tracking=True
    )
    line_ids = fields.One2many(
        "aftersales.legal.evaluation.line", "evaluation_id", string="Findings"
    )
    open_count = fields.Integer(string="Not Answered", compute="_compute_counts")
    breach_count = fields.Integer(string="Not Complied With", compute="_compute_counts")
    compliance_rate = fields.Float(compute="_compute_counts", aggregator=None)
    has_rate = fields.Boolean(compute="_compute_counts")
    conclusion = fields.Text(tracking=True)
    days_to_act = fields.Integer(
        default=30,
        aggregator=None,
        help="Whoever does not comply has so many days to put it right.",
    )
    started_at = fields.Datetime(string="Begun", readonly=True, copy=False)
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)

    _year_once = models.UniqueIndex(
        "(company_id, year) WHERE state <> 'cancelled'",
        "There is an evaluation of this year already.",
    )

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        for evaluation in self:
            outcomes = [line.outcome or "" for line in evaluation.line_ids]
            rate = legal.compliance_rate(outcomes)
            evaluation.open_count = outcomes.count("")
            evaluation.breach_count = sum(
                outcome in ("partly", "not") for outcome in outcomes
            )
            evaluation.has_rate = rate is not None
            evaluation.compliance_rate = rate or 0.0

    def _get_flow(self):
        return legal.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Begin"),
            "finish": self.env._("Conclude"),
            "cancel": self.env._("Cancel"),
        }

    def action_start(self):
        """A line for each law that applies, and each department it concerns."""
        self._transition("start")
        for evaluation in self:
            evaluation._fill_lines()

    def _fill_lines(self) -> None:
        self.ensure_one()
        items = self.env["aftersales.legal.item"].search(
            [
                ("is_applicable", "=", True),
                ("company_id", "in", (self.company_id.id, False)),
            ]
        )
        today = fields.Date.context_today(self)
        self.env["aftersales.legal.evaluation.line"].create(
            [
                {
                    "evaluation_id": self.id,
                    "item_id": item.id,
                    "department_id": department.id,
                    # What the register itself knows to be wrong.
                    "was_repealed": item._get_status_on(today) == legal.ENDED,
                }
                for item in items
                for department in item.department_ids or [self.env["hr.department"]]
            ]
        )

    def action_finish(self):
        """Every line answered; what is not kept gets its task."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse([p for item in self for p in item._get_finish_problems()])
        self._transition("finish")
        for evaluation in self:
            evaluation._open_tasks()

    def _get_finish_problems(self) -> list[str]:
        self.ensure_one()
        values = {"evaluation": self.name}
        problems = []
        if not self.line_ids:
            problems.append(
                self.env._(
                    "%(evaluation)s: no law of the register applies to us. Confirm "
                    "those that do first.",
                    **values,
                )
            )
        if self.open_count:
            problems.append(
                self.env._(
                    "%(evaluation)s: %(count)s lines have no outcome.",
                    count=self.open_count,
                    **values,
                )
            )
        problems += [
            self.env._(
                "%(evaluation)s, %(law)s: say what was found.",
                law=line.item_id.display_name,
                **values,
            )
            for line in self.line_ids
            if line.outcome in ("partly", "not") and not line.finding
        ]
        if not self.conclusion:
            problems.append(self.env._("%(evaluation)s: fill in Conclusion.", **values))
        return problems

    def _open_tasks(self) -> None:
        deadline = fields.Date.context_today(self) + timedelta(days=self.days_to_act)
        # Whoever concludes the evaluation need not be one who gives out tasks.
        Task = self.env["aftersales.corrective.task"].sudo()
        for line in self.line_ids:
            if line.outcome not in ("partly", "not"):
                continue
            Task._open_for(
                self,
                {
                    "problem": f"{line.item_id.display_name}: {line.finding}",
                    "user_id": line._get_responsible().id,
                    "department_id": line.department_id.id,
                    "deadline": deadline,
                },
            )

    def action_cancel(self):
        """Give it up; a new one may be made of the year."""
        self._transition("cancel")

    def action_view_tasks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_corrective_task_action"
        )
        action["domain"] = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        action["context"] = {}
        return action
