from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flag import flag_domain

from ...tools import review_flow

#: What was seen; it stays with the report.
REPORTED = frozenset(
    {
        *("month", "department_id", "outlet_id", "user_id", "deadline", "score"),
        *("has_score", "report", "opinion", "attachment_ids", "checklist_id"),
    }
)


class AftersalesInspection(models.Model):
    """Supervision of a unit's service, once a month with a report (R318, R356)."""

    _name = "aftersales.inspection"
    _description = "Monthly Supervision"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.checklist.mixin",
        "aftersales.reminder.mixin",
    ]
    _order = "month desc, id desc"
    _check_company_auto = True

    _flow_roles = review_flow.INSPECTION_ROLES
    _flow_moments = review_flow.INSPECTION_MOMENTS
    _stamps = frozenset({"reported_at", "told_on"})

    state = fields.Selection(
        [
            ("draft", "To Inspect"),
            ("reported", "Report Written"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    plan_id = fields.Many2one(
        "aftersales.inspection.plan",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    month = fields.Date(
        required=True,
        index=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of it.",
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, index="btree_not_null"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet", check_company=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Inspector",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    deadline = fields.Date(
        string="Report Due",
        required=True,
        index=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    checklist_id = fields.Many2one(
        domain="[('usage', '=', 'inspection'), ('state', '=', 'published')]"
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "inspection_id", "Checklist Answers"
    )
    nonconformity_ids = fields.One2many(
        "aftersales.nonconformity", "inspection_id", "Nonconformities"
    )
    finding_count = fields.Integer(
        string="Nonconformities Found", compute="_compute_finding_count", store=True
    )
    has_score = fields.Boolean(string="With Marks", copy=False)
    score = fields.Float(
        string="Marks", aggregator="avg", copy=False, help="Out of 100."
    )
    report = fields.Text(string="Report of the Inspector", copy=False)
    opinion = fields.Text(
        string="Opinion for the Assessment",
        copy=False,
        help="On how targets and rules are kept.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_inspection_attachment_rel",
        column1="inspection_id",
        column2="attachment_id",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    reported_at = fields.Datetime(string="Report Written", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    told_on = fields.Date(compute="_compute_told_on", store=True, copy=False)

    _month_uniq = models.UniqueIndex(
        "(plan_id, month) WHERE plan_id IS NOT NULL AND state != 'cancelled'",
        "The plan has its inspection of this month already.",
    )
    _score_range = models.Constraint(
        "CHECK(score >= 0 AND score <= 100)", "Marks: from 0 to 100."
    )

    @api.depends("name", "month", "department_id", "outlet_id")
    def _compute_display_name(self):
        for record in self:
            unit = record.outlet_id or record.department_id
            words = (record.name, record.month and f"{record.month:%Y-%m}")
            record.display_name = " ".join(filter(None, (*words, unit.sudo().name)))

    @api.depends("nonconformity_ids.state")
    def _compute_finding_count(self):
        for record in self:
            record.finding_count = len(
                record.nonconformity_ids.filtered(lambda one: one.state != "cancelled")
            )

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_overdue = bool(
                record.state == "draft" and record.deadline and record.deadline < today
            )

    @api.depends("deadline")
    def _compute_told_on(self):
        for record in self:
            record.told_on = review_flow.told_of(record.told_on, record.deadline)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return flag_domain(value, self._get_overdue_domain())

    @api.model
    def _get_overdue_domain(self) -> Domain:
        today = fields.Date.context_today(self)
        return Domain("state", "=", "draft") & Domain("deadline", "<", today)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create([self._with_first_day(vals) for vals in vals_list])
        records._hand_out_questions()
        return records

    def write(self, vals):
        if REPORTED & vals.keys() and not self._is_in_step():
            self._check_answers_open()
        vals = self._with_first_day(vals)
        changed = self.filtered(
            lambda one: (
                "checklist_id" in vals and one.checklist_id.id != vals["checklist_id"]
            )
        )
        changed.sudo().answer_ids.unlink()
        result = super().write(vals)
        changed._hand_out_questions()
        return result

    @api.model
    def _with_first_day(self, vals: dict) -> dict:
        """A month is named by its first day."""
        month = fields.Date.to_date(vals.get("month"))
        return {**vals, "month": month.replace(day=1)} if month else vals

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        if any(one.state == "reported" for one in self):
            raise UserError(self.env._("A report that was written stays as a record."))

    def _get_flow(self):
        return review_flow.INSPECTION

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "report": self.env._("Hand In Report"),
            "reopen": self.env._("Reopen"),
            "cancel": self.env._("Cancel"),
        }

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state == "draft"

    def action_report(self):
        """The written report, with all questions answered."""
        self._check_step_role("report")
        self._check_step_possible("report")
        self._refuse([one for record in self for one in record._get_report_problems()])
        self._transition("report")
        self._end_activities()

    def action_reopen(self):
        self._transition("reopen", reported_at=False)

    def action_cancel(self):
        self._transition("cancel")
        self._end_activities()

    def _end_activities(self) -> None:
        self.sudo().activity_unlink(["aftersales_audit.activity_type_inspection"])

    def action_add_nonconformity(self):
        """Write down what was found as a nonconformity of the unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "aftersales.nonconformity",
            "views": [(False, "form")],
            "context": {
                "default_inspection_id": self.id,
                "default_source": "inspection",
                "default_department_id": self.department_id.id,
                "default_outlet_id": self.outlet_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    def _get_report_problems(self) -> list[str]:
        self.ensure_one()
        problems = [
            self.env._(
                "%(record)s: answer “%(question)s” first.",
                record=self.display_name,
                question=question.name,
            )
            for question in self._get_missing_questions()
        ]
        if not self.report:
            problems.append(
                self.env._("%(record)s: write the report.", record=self.display_name)
            )
        return problems

    # -- whoever is late is told, and the service manager ------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return self._get_overdue_domain() & Domain("told_on", "=", False)

    def _prepare_due_activity(self) -> dict:
        self.ensure_one()
        words = self.with_context(lang=self.user_id.lang)
        return self._prepare_activity(
            "activity_type_inspection",
            self.user_id,
            self.deadline,
            words.env._("Supervise and report: %(record)s", record=self.display_name),
        )

    def _prepare_reminders(self) -> list[dict]:
        return [
            record._prepare_activity(
                "activity_type_inspection",
                user,
                record.deadline,
                self.with_context(lang=user.lang).env._(
                    "Report overdue: %(record)s", record=record.display_name
                ),
            )
            for record in self
            # Whoever has it on his list already sees there that it is late.
            for user in (
                record.user_id | record.company_id.aftersales_service_manager_id
            )
            - record.activity_ids.user_id
        ]

    def _mark_told(self) -> None:
        self.told_on = fields.Date.context_today(self)
