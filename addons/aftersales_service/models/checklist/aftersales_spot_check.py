from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.flow import Flow, Step

FLOW = Flow(
    {
        "done": Step({"draft"}, "done"),
        "reopen": Step({"done"}, "draft"),
    },
    by_the_way={"reopen"},
)
ROLES = ("outlet_manager", "inspector", "service_manager")
# Closed with “Done”. How it was put right may still be written down.
FINDINGS = frozenset(
    {
        *("dispatch_id", "outlet_id", "technician_id", "inspector_id", "check_date"),
        *("checklist_id", "result", "problem_note"),
    }
)


class AftersalesSpotCheck(models.Model):
    """Spot check (抽查): somebody looks at a visit unannounced; what is wrong is put
    right at once and written down (R078, R093)."""

    _name = "aftersales.spot.check"
    _description = "Spot Check"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Inspectors name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.checklist.mixin",
    ]
    _order = "check_date desc, id desc"
    _check_company_auto = True

    _flow_roles = dict.fromkeys(FLOW.steps, ROLES)
    _flow_moments = {"done": "done_at"}

    state = fields.Selection(
        [("draft", "To Do"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: a patrol of the outlet, not of one visit.",
    )
    order_id = fields.Many2one(related="dispatch_id.order_id")
    partner_id = fields.Many2one(related="dispatch_id.partner_id")
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        compute="_compute_from_dispatch",
        store=True,
        readonly=False,
        precompute=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        compute="_compute_from_dispatch",
        store=True,
        readonly=False,
        precompute=True,
    )
    inspector_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    check_date = fields.Date(
        string="Date", required=True, default=fields.Date.context_today, index=True
    )
    seed = fields.Integer(
        string="Sample Seed",
        readonly=True,
        copy=False,
        help="With it, period and size, the same sample is drawn again.",
    )
    checklist_id = fields.Many2one(
        domain="[('usage', '=', 'spot_check'), ('state', '=', 'published')]",
        default=lambda self: self._default_checklist_id(),
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "spot_check_id", "Checklist Answers"
    )
    result = fields.Selection(
        [("ok", "In Order"), ("problems", "Problems Found")], copy=False, tracking=True
    )
    problem_note = fields.Text(string="Problems", copy=False)
    rectified_note = fields.Text(
        string="Put Right at Once",
        copy=False,
        help="What was corrected on the spot. Empty: the outlet manager sees to it.",
    )
    done_at = fields.Datetime(readonly=True, copy=False)

    def _default_checklist_id(self):
        return self.env["aftersales.checklist"]._find_latest(
            "spot_check", self.env.company
        )

    @api.depends("dispatch_id")
    def _compute_from_dispatch(self):
        for check in self:
            dispatch = check.dispatch_id
            check.outlet_id = check.outlet_id or dispatch.outlet_id
            check.technician_id = check.technician_id or dispatch.technician_ids[:1]

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(vals_list)
        checks._hand_out_questions()
        return checks

    def write(self, vals):
        if FINDINGS & vals.keys():
            self._check_answers_open()
        changed = self.filtered(
            lambda check: (
                "checklist_id" in vals and check.checklist_id.id != vals["checklist_id"]
            )
        )
        changed.sudo().answer_ids.unlink()
        result = super().write(vals)
        changed._hand_out_questions()
        return result

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"done": self.env._("Done"), "reopen": self.env._("Reopen")}

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state == "draft"

    def action_done(self):
        """What was found is written down; problems go to the outlet's manager."""
        self._check_step_role("done")
        self._check_step_possible("done")
        problems = [p for check in self for p in check._get_done_problems()]
        if problems:
            raise UserError("\n".join(problems))
        self._transition("done")
        for check in self.filtered(lambda check: check.result == "problems"):
            check._report_problems()

    def action_reopen(self):
        self._transition("reopen")

    def _get_done_problems(self) -> list[str]:
        self.ensure_one()
        needed = ["result"]
        if self.result == "problems":
            needed.append("problem_note")
        return [
            self.env._(
                "%(check)s: fill in %(field)s before “Done”.",
                check=self.display_name,
                field=self._fields[name]._description_string(self.env),
            )
            for name in needed
            if not self[name]
        ] + [
            self.env._(
                "%(check)s: answer “%(question)s” on the checklist before “Done”.",
                check=self.display_name,
                question=question.name,
            )
            for question in self._get_missing_questions()
        ]

    def _report_problems(self) -> None:
        self.ensure_one()
        responsible = self.outlet_id.manager_id or self.env[
            "aftersales.order"
        ]._get_first_service_manager(self.company_id)
        if responsible:
            self.activity_schedule(
                "aftersales_service.activity_type_spot_check",
                summary=self.env._("Problems found in spot check"),
                note=self.problem_note,
                user_id=responsible.id,
            )
