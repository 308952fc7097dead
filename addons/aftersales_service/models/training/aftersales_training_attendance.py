from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import training as decide

# What a person earned is written by the step that grants it alone.
GRANTED = frozenset({"passed_on", "valid_to", "certificate_id", "resume_line_id"})
# What decided on it does not change afterwards.
DECISIVE = frozenset({"session_id", "employee_id", "partner_id", "status", "hours"})


class AftersalesTrainingAttendance(models.Model):
    """One person in one session: was he there, did he pass, what did it give him."""

    _name = "aftersales.training.attendance"
    _description = "Training Attendance"
    # Organisers name people without having rights on personnel files.
    _inherit = ["hr.mixin"]
    _order = "session_date desc, id"
    _check_company_auto = True

    session_id = fields.Many2one(
        "aftersales.training.session", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    training_id = fields.Many2one(
        related="session_id.training_id", store=True, index=True
    )
    session_state = fields.Selection(related="session_id.state", store=True)
    session_date = fields.Datetime(
        related="session_id.date_start", string="Date", store=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer's Person",
        index="btree_not_null",
        ondelete="restrict",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_outlet_id",
        store=True,
        precompute=True,
        compute_sudo=True,
        index="btree_not_null",
        help="Where the person worked when he was entered.",
    )
    status = fields.Selection(
        [
            (decide.INVITED, "Invited"),
            (decide.PRESENT, "Present"),
            (decide.LATE, "Late"),
            (decide.ABSENT, "Absent"),
        ],
        required=True,
        default=decide.INVITED,
    )
    hours = fields.Float(
        compute="_compute_hours", store=True, readonly=False, precompute=True
    )
    result = fields.Selection(
        [
            (decide.OPEN, "Open"),
            (decide.PASSED, "Passed"),
            (decide.FAILED, "Failed"),
        ],
        compute="_compute_result",
        store=True,
        compute_sudo=True,
        index=True,
    )
    note = fields.Char()

    _one_person = models.Constraint(
        "CHECK(num_nonnulls(employee_id, partner_id) = 1)",
        "A line of a session is one person: fill in Employee or Customer's Person.",
    )
    _employee_uniq = models.UniqueIndex(
        "(session_id, employee_id) WHERE employee_id IS NOT NULL",
        "This employee is entered in the session already.",
    )
    _partner_uniq = models.UniqueIndex(
        "(session_id, partner_id) WHERE partner_id IS NOT NULL",
        "This person is entered in the session already.",
    )
    _hours_positive = models.Constraint(
        "CHECK(hours >= 0)", "Hours attended must not be negative."
    )

    @api.depends("employee_id", "partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._get_person_name()

    def _get_person_name(self) -> str:
        self.ensure_one()
        return self.employee_id.name or self.partner_id.name or ""

    @api.depends("employee_id")
    def _compute_outlet_id(self):
        for line in self:
            line.outlet_id = line.employee_id.aftersales_outlet_ids[:1]

    @api.depends("status", "session_id.hours")
    def _compute_hours(self):
        """All of it for who was there; who came late says how long."""
        for line in self:
            if line.status in (decide.INVITED, decide.ABSENT):
                line.hours = 0.0
            elif line.status == decide.PRESENT or not line.hours:
                line.hours = line.session_id.hours

    @api.depends(
        "status",
        "hours",
        "session_id.state",
        "session_id.hours",
        "training_id.min_attendance",
        "training_id.exam_id",
        "exam_is_passed",
        "exam_is_final",
    )
    def _compute_result(self):
        for line in self:
            if line.passed_on:
                # What was earned stays, whatever is asked of others later.
                line.result = decide.PASSED
            elif line.session_id.state not in ("held", "closed"):
                line.result = decide.OPEN
            else:
                line.result = decide.judge(
                    line.status,
                    line.hours,
                    line.session_id.hours,
                    line.training_id.min_attendance,
                    line.exam_is_passed if line.training_id.exam_id else None,
                    line.exam_is_final,
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_granted(vals)
        lines = super().create(vals_list)
        lines._check_session_open()
        return lines

    def write(self, vals):
        self._check_granted(vals)
        if DECISIVE & vals.keys():
            self._check_session_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_undecided_only(self):
        self._check_session_open()

    def _check_granted(self, vals: dict) -> None:
        if GRANTED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "What a training gives is written when the session is held or the "
                    "exam is passed. Leave it out."
                )
            )

    def _check_session_open(self) -> None:
        """A closed session, and what somebody has earned, do not change."""
        problems = [
            self.env._(
                "%(person)s has passed %(session)s: this does not change any more.",
                person=line._get_person_name(),
                session=line.session_id.display_name,
            )
            if line.passed_on
            else self.env._(
                "%(session)s is closed or cancelled: its people do not change any "
                "more.",
                session=line.session_id.display_name,
            )
            for line in self
            if line.passed_on or line.session_id.state in ("closed", "cancelled")
        ]
        if problems:
            raise UserError("\n".join(dict.fromkeys(problems)))
